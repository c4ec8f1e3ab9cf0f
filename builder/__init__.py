"""A reading site for a policy, from the received files and what its editors write."""

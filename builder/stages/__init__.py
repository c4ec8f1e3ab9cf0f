"""The stages: one file and one public function each, plain functions over frozen values."""

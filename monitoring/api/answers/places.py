"""Area systems, editions, areas."""

from rest_framework import serializers as s

from monitoring.api.answers.common import Names


class LevelAnswer(s.Serializer):
    code = s.CharField()
    name = Names()
    order = s.IntegerField()


class AreaSystemAnswer(s.Serializer):
    code = s.CharField()
    is_common = s.BooleanField(help_text="The agreed common layer, meant where no other is named.")
    is_demo = s.BooleanField(help_text="The areas are invented.")
    name = Names()
    levels = LevelAnswer(many=True)


class EditionLevelAnswer(s.Serializer):
    level = s.CharField()
    areas = s.IntegerField(help_text="The residual unit is counted.")
    shapes_sha256 = s.CharField(allow_null=True)
    shapes_url = s.CharField(allow_null=True)


class EditionAnswer(s.Serializer):
    code = s.CharField()
    system = s.CharField()
    valid_from = s.DateField()
    valid_until = s.DateField(allow_null=True)
    is_default = s.BooleanField(help_text="The newest edition of the common layer, meant where none is named.")
    levels = EditionLevelAnswer(many=True)


class AreaAnswer(s.Serializer):
    code = s.CharField()
    name = s.CharField()
    level = s.CharField()
    parent = s.CharField(allow_null=True)
    edition = s.CharField()
    is_residual = s.BooleanField()

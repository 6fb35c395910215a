namespace Spectacles.Gateway.Generators.Schema;

internal enum JsonKind
{
    Object,
    List,
    Text,
    Number,
    Boolean,
    Null,
}

namespace Spectacles.Gateway.Generators;

/// <summary>Writes how the fields of a modal, and the selected values of a menu, are read.</summary>
internal static class EnteredSource
{
    private const string Values = "global::Spectacles.Gateway.CompilerServices.EnteredValues";
    private const string Missing = "global::Spectacles.Gateway.CompilerServices.OptionValues.Missing";

    /// <summary>An expression that reads the argument.</summary>
    public static string Read(ModuleSpec module, InteractionArgumentSpec argument, int index)
    {
        string name = CSharpLiteral.Utf8(argument.Name);
        var type = argument.Type!;
        bool isField = argument.Source == ArgumentSource.Field;
        string types = $"<{type.Type}, {EnteredTypeSource.ValueOf(module, type)}>(in request, {name}";
        if (argument.Shape is ArgumentShape.ImmutableList or ArgumentShape.Array)
        {
            string list = $"{Values}.{(isField ? "ReadFields" : "ReadAllSelected")}{types})";
            return argument.Shape == ArgumentShape.Array ? $"global::System.Linq.Enumerable.ToArray({list})" : list;
        }

        if (isField && type.Kind == EnteredKind.Boolean)
        {
            return $"{Values}.IsChecked(in request, {name})";
        }

        string nullable = argument.IsNullable ? $"({type.Type}?)" : "";
        string fallback = argument switch
        {
            { Shape: ArgumentShape.Optional } => argument.Fallback,
            { Type.Kind: EnteredKind.Text } when isField => "\"\"",
            _ => $"throw {Missing}({name})",
        };
        string read = $"{Values}.{(isField ? "TryReadField" : "TryReadSelected")}{types}, out var found{index})";
        return $"{read} ? {nullable}found{index} : {fallback}";
    }
}

namespace Spectacles.Gateway.Generators;

/// <summary>Writes how the options of a command are read, in one pass over them.</summary>
internal static class OptionSource
{
    private const string Values = "global::Spectacles.Gateway.CompilerServices.EnteredValues";

    public static void Write(SourceWriter writer, ModuleSpec module, InteractionMethodSpec method)
    {
        var arguments = method.Arguments;
        bool isSuggesting = method.Kind == InteractionMethodKind.Autocompletion;
        int[] options = [.. Enumerable.Range(0, arguments.Count).Where(i => arguments[i].Source is ArgumentSource.Option)];
        bool isTyped = arguments.Any(argument => argument.Source == ArgumentSource.Typed);
        if (options.Length == 0 && !isTyped)
        {
            return;
        }

        if (isTyped)
        {
            writer.Write("string typed = \"\";");
        }

        foreach (int i in options)
        {
            var argument = arguments[i];
            string start = argument.Shape == ArgumentShape.Required ? "null" : argument.Fallback;

            // The default of a parameter that may not be null can be null all the same: null!, or without annotations.
            bool isNullable = argument.IsNullable || start == "null";
            writer.Write($"{argument.Type!.Type}{(isNullable ? "?" : "")} value{i} = {start};");
        }

        using (writer.Open("foreach (var option in request.Options)"))
        {
            string lead = "";
            if (isTyped)
            {
                WriteBranch(writer, "if (option.Focused == true)", "typed = option.Value.ToString();");
                lead = "else ";
            }

            foreach (int i in options)
            {
                string name = CSharpLiteral.Utf8(arguments[i].Name);
                string value = isSuggesting ? ReadUnfinished(module, arguments[i]) : Read(module, arguments[i].Type!, name);
                WriteBranch(writer, $"{lead}if (option.Name.Equals({name}))", $"value{i} = {value};");
                lead = "else ";
            }
        }

        writer.Blank();
    }

    private static void WriteBranch(SourceWriter writer, string condition, string statement)
    {
        using (writer.Open(condition))
        {
            writer.Write(statement);
        }
    }

    private static string Read(ModuleSpec module, EnteredTypeSpec type, string name) =>
        EnteredTypeSource.ScalarOf(type) is { } scalar
            ? $"{scalar}(option.Value, {name})"
            : $"{ReadEntered(EnteredTypeSource.ValueOf(module, type), type)}(option.Value.AsString, {name}, in request)";

    /// <summary>An expression that reads an option of a command that the user is still typing.</summary>
    private static string ReadUnfinished(ModuleSpec module, InteractionArgumentSpec argument)
    {
        var type = argument.Type!;
        if (type.Kind == EnteredKind.Text)
        {
            return Read(module, type, CSharpLiteral.Utf8(argument.Name));
        }

        string read = EnteredTypeSource.ScalarOf(type) is { } scalar
            ? $"{scalar}OrNull(option.Value)"
            : $"{Values}.ReadOrNull<{type.Type}, {EnteredTypeSource.TextOf(module, type)}>(option.Value.AsString)";
        return argument.IsNullable ? read : $"{read} ?? {argument.Fallback}";
    }

    private static string ReadEntered(string value, EnteredTypeSpec type) =>
        $"{Values}.Read<{type.Type}, {value}>";
}

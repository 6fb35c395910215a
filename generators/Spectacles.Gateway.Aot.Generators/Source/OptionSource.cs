namespace Spectacles.Gateway.Generators;

/// <summary>Writes how the options of a command are read, in one pass over them.</summary>
internal static class OptionSource
{
    public static void Write(SourceWriter writer, ModuleSpec module, EquatableArray<InteractionArgumentSpec> arguments)
    {
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
                WriteBranch(writer, $"{lead}if (option.Name.Equals({name}))", $"value{i} = {Read(module, arguments[i].Type!, name)};");
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

    private static string ReadEntered(string value, EnteredTypeSpec type) =>
        $"global::Spectacles.Gateway.CompilerServices.EnteredValues.Read<{type.Type}, {value}>";
}

namespace Spectacles.Gateway.Generators;

/// <summary>Writes how a custom id is matched with a template.</summary>
internal static class CustomIdSource
{
    /// <summary>The method that matches a template, called with <c>key</c>.</summary>
    /// <param name="method">The method with the template.</param>
    /// <param name="index">Its number.</param>
    /// <param name="keepsValues">Whether the value of each placeholder is kept in a variable.</param>
    public static string Call(InteractionMethodSpec method, int index, bool keepsValues)
    {
        var names = method.Template.Where(part => part.Type is not null)
            .Select(part => keepsValues ? $"out var {part.Name}Value" : "out _");
        return $"MatchCustomId{index}(key, {string.Join(", ", names)})";
    }

    public static void Write(SourceWriter writer, ModuleSpec module, int index)
    {
        var template = module.Methods[index].Template;
        var outputs = template.Where(part => part.Type is not null).Select(part => $"out {OutputType(part.Type!)} {part.Name}Value");
        writer.Write($"// {CSharpLiteral.Unquoted(module.Methods[index].Key)}");
        using (writer.Open(
            $"private static bool MatchCustomId{index}(global::System.ReadOnlySpan<byte> key, {string.Join(", ", outputs)})"))
        {
            foreach (var part in template.Where(part => part.Type is not null))
            {
                writer.Write($"{part.Name}Value = default;");
            }

            writer.Write("var reader = new global::Spectacles.Gateway.CompilerServices.CustomIdReader(key);");
            for (int i = 0; i < template.Count; i++)
            {
                string next = i + 1 < template.Count ? CSharpLiteral.Utf8(template[i + 1].Literal) : "default";
                string lead = i == 0 ? "return " : "    && ";
                writer.Write(lead + Step(module, template[i], next));
            }

            writer.Write("    && reader.IsAtEnd;");
        }

        writer.Blank();
    }

    private static string Step(ModuleSpec module, TemplatePartSpec part, string next) => part.Type switch
    {
        null => $"reader.Skip({CSharpLiteral.Utf8(part.Literal)})",
        { Kind: EnteredKind.Text } => $"reader.TryReadText({next}, out {part.Name}Value)",
        var type => $"reader.TryRead<{type.Type}, {EnteredTypeSource.TextOf(module, type)}>({next}, out {part.Name}Value)",
    };

    private static string OutputType(EnteredTypeSpec type) =>
        type.Kind == EnteredKind.Text ? "global::System.ReadOnlySpan<byte>" : type.Type;
}

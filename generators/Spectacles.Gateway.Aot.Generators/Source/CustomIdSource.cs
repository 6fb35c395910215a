namespace Spectacles.Gateway.Generators;


/// <summary>Writes how a custom id is matched with a template.</summary>
internal static class CustomIdSource
{
    /// <summary>The method that matches a template, called with <c>key</c>.</summary>
    /// <param name="method">The method with the template.</param>
    /// <param name="index">Its number.</param>
    /// <param name="outputs">What each placeholder is written to; an underscore to ignore them.</param>
    public static string Call(InteractionMethodSpec method, int index, string outputs)
    {
        var names = method.Template.Where(part => part.Type is not null)
            .Select(part => outputs == "_" ? "out _" : $"out var {outputs}{part.Name}");
        return $"MatchCustomId{index}(key, {string.Join(", ", names)})";
    }

    public static void Write(SourceWriter writer, ModuleSpec module, int index)
    {
        var template = module.Methods[index].Template;
        var outputs = template.Where(part => part.Type is not null).Select(part => $"out {OutputType(part.Type!)} value_{part.Name}");
        writer.Write($"// {CSharpLiteral.Unquoted(module.Methods[index].Key)}");
        using (writer.Open(
            $"private static bool MatchCustomId{index}(global::System.ReadOnlySpan<byte> key, {string.Join(", ", outputs)})"))
        {
            foreach (var part in template.Where(part => part.Type is not null))
            {
                writer.Write($"value_{part.Name} = default;");
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
        { Kind: EnteredKind.Text } => $"reader.TryReadText({next}, out value_{part.Name})",
        var type => $"reader.TryRead<{type.Type}, {EnteredTypeSource.TextOf(module, type)}>({next}, out value_{part.Name})",
    };

    private static string OutputType(EnteredTypeSpec type) =>
        type.Kind == EnteredKind.Text ? "global::System.ReadOnlySpan<byte>" : type.Type;
}

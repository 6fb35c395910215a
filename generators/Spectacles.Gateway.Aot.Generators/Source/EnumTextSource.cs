namespace Spectacles.Gateway.Generators;

/// <summary>Writes how the members of enums are read from their names.</summary>
internal static class EnumTextSource
{
    /// <summary>The type that reads an enum.</summary>
    public static string NameOf(ModuleSpec module, EnteredTypeSpec type) =>
        $"{module.Identifier}{type.Type.Split('.', ':', '@').Last()}Text{IndexOf(module, type)}";

    public static void Write(SourceWriter writer, ModuleSpec module)
    {
        foreach (var type in Types(module))
        {
            writer.Blank();
            WriteType(writer, NameOf(module, type), type);
        }
    }

    private static void WriteType(SourceWriter writer, string name, EnteredTypeSpec type)
    {
        using (writer.Open($"private readonly struct {name} : global::Spectacles.Gateway.CompilerServices.ITextValue<{type.Type}>"))
        {
            string members = string.Join(", ", type.Members.Select(member => member.Name));
            writer.Write($"public static string Expected => {CSharpLiteral.Of(members)};\n");
            using (writer.Open($"public static bool TryRead(global::System.ReadOnlySpan<byte> text, out {type.Type} value)"))
            {
                using (writer.Open("switch (text.Length)"))
                {
                    foreach (var member in type.Members)
                    {
                        string field = Naming.IsIdentifier(member.Name) ? member.Name : "@" + member.Name;
                        string equals = $"global::System.MemoryExtensions.SequenceEqual(text, {CSharpLiteral.Utf8(member.Name)})";
                        writer.Write($"""
                            case {CSharpLiteral.Utf8Length(member.Name)} when {equals}:
                                value = {type.Type}.{field};
                                return true;
                            """);
                    }

                    writer.Write("""
                        default:
                            value = default;
                            return false;
                        """);
                }
            }
        }
    }

    private static int IndexOf(ModuleSpec module, EnteredTypeSpec type) => Types(module).IndexOf(type);

    private static List<EnteredTypeSpec> Types(ModuleSpec module) => module.Methods
        .SelectMany(method => method.Arguments)
        .Select(argument => argument.Type)
        .OfType<EnteredTypeSpec>()
        .Where(type => type.Kind == EnteredKind.Enum)
        .Distinct()
        .ToList();
}

namespace Spectacles.Gateway.Generators;

/// <summary>Writes a union: an abstract class that only its members derive from, and the member that keeps what is not known.</summary>
internal static class UnionSource
{
    public static void Write(SourceWriter writer, ModelSpec model, UnionSpec union)
    {
        writer.WriteSummary(DocComment.Escape(model.Doc.Length > 0 ? model.Doc : $"The {Naming.ToWords(model.Name)} object."));
        string members = string.Join(
            ", ", union.Members.Append(new UnionMemberSpec("", union.UnknownName)).Select(member => $"<see cref=\"{member.Name}\"/>"));
        writer.WriteRemarks($"The field <c>{DocComment.Escape(union.WireName)}</c> determines the class: {members}.", model.Link);
        writer.Write($"[JsonConverter(typeof(GatewayModelConverter<{model.Name}>))]");
        using (writer.Open($"public abstract partial class {model.Name} : IGatewayModel<{model.Name}>"))
        {
            WriteConstructors(writer, model);
            foreach (var field in model.Fields)
            {
                PropertySource.Write(writer, field);
            }

            WriteInterface(writer, model, union);
            WriteMemberReader(writer, model, union);
            ModelSource.WriteFieldWriter(writer, model);
        }

        writer.Blank();
        WriteUnknown(writer, model, union);
    }

    private static void WriteConstructors(SourceWriter writer, ModelSpec model)
    {
        writer.Write($$"""
            private protected {{model.Name}}()
            {
            }

            // Reads the fields that every member has from a copy of the reader, because an unknown member also needs the whole text.
            [SetsRequiredMembers]
            """);
        using (writer.Open($"private protected {model.Name}(PayloadReader reader)"))
        {
            ReaderSource.Write(writer, model, [.. model.Fields]);
        }

        writer.Blank();
    }

    private static void WriteInterface(SourceWriter writer, ModelSpec model, UnionSpec union) => writer.Write($$"""
        static {{model.Name}} IGatewayModel<{{model.Name}}>.Read(ref PayloadReader reader) => ReadMember(ref reader);

        static void IGatewayModel<{{model.Name}}>.Write(Utf8JsonWriter writer, {{model.Name}} value) => value.WriteTo(writer);

        /// <summary>Writes the object. For emitted code.</summary>
        {{ModelSource.NotInEditors}}
        public void WriteTo(Utf8JsonWriter writer)
        {
            if (this is {{union.UnknownName}} unknown)
            {
                writer.WriteJson(unknown.Json);
                return;
            }

            writer.WriteStartObject();
            WriteFields(writer);
            writer.WriteEndObject();
        }

        """);

    // Looks ahead for the field that tells the type, which Discord nearly always sends first.
    private static void WriteMemberReader(SourceWriter writer, ModelSpec model, UnionSpec union)
    {
        using (writer.Open($"internal static {model.Name} ReadMember(ref PayloadReader reader)"))
        {
            writer.Write($$"""
                PayloadReader tag = reader;
                if (!tag.MoveTo({{CSharpLiteral.Utf8(union.WireName)}}))
                {
                    return new {{union.UnknownName}}(ref reader);
                }

                """);
            writer.Write(union.IsText ? "ReadOnlySpan<byte> text = tag.PeekString();" : "int? number = tag.ReadInt32OrNull();");
            using (writer.Open(union.IsText ? "switch (text.Length)" : "switch (number)"))
            {
                foreach (var member in union.Members)
                {
                    writer.Write($"""
                        case {(union.IsText ? $"{CSharpLiteral.Utf8Length(member.Value)} when text.SequenceEqual({CSharpLiteral.Utf8(member.Value)})" : member.Value)}:
                            return new {member.Name}(ref reader);
                        """);
                }

                writer.Write($"""
                    default:
                        return new {union.UnknownName}(ref reader);
                    """);
            }
        }

        writer.Blank();
    }

    private static void WriteUnknown(SourceWriter writer, ModelSpec model, UnionSpec union) => writer.Write($$"""
        /// <summary>A <see cref="{{model.Name}}"/> of a type that the library does not know. It is written as it was read.</summary>
        [JsonConverter(typeof(GatewayModelConverter<{{union.UnknownName}}>))]
        public sealed partial class {{union.UnknownName}} : {{model.Name}}, IGatewayModel<{{union.UnknownName}}>
        {
            [SetsRequiredMembers]
            internal {{union.UnknownName}}(ref PayloadReader reader) : base(reader) => Json = reader.ReadJson();

            /// <summary>The object as it was sent.</summary>
            public JsonText Json { get; }

            static {{union.UnknownName}} IGatewayModel<{{union.UnknownName}}>.Read(ref PayloadReader reader) => new(ref reader);

            static void IGatewayModel<{{union.UnknownName}}>.Write(Utf8JsonWriter writer, {{union.UnknownName}} value) => writer.WriteJson(value.Json);
        }
        """);
}

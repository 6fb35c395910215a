namespace Spectacles.Gateway.Generators;

/// <summary>Writes what only the view over a union has: the way to the views over its members.</summary>
internal static class UnionViewSource
{
    /// <param name="writer">Inside the view.</param>
    /// <param name="union">The union.</param>
    /// <param name="tag">The index of the field that tells the members apart.</param>
    public static void Write(SourceWriter writer, UnionSpec union, int tag)
    {
        writer.Write($$"""
            /// <summary>The whole object as it was sent, for example for an unknown member.</summary>
            public readonly JsonView Json => cursor.Value.ReadJson();

            """);
        foreach (var member in union.Members)
        {
            string value = union.IsText ? CSharpLiteral.Utf8(member.Value) : member.Value;
            writer.Write($$"""
                /// <summary>Gets the object as a <see cref="{{member.Name}}"/>. Returns false and an empty view if it is of another type.</summary>
                public bool TryGet(out {{member.Name}}.{{KnownNames.View}} view) => TryGetMember({{value}}, out view);

                """);
        }

        if (union.Members.Count == 0)
        {
            return;
        }

        string type = union.IsText ? "ReadOnlySpan<byte>" : "int";
        string condition = union.IsText
            ? $"FindField({tag}).ReadText() is {{ IsPresent: true }} text && text.Equals(value)"
            : $"FindField({tag}).ReadInt32OrNull() == value";
        writer.Write($$"""
            private bool TryGetMember<T>({{type}} value, out T view) where T : IGatewayView<T>, allows ref struct
            {
                bool isMember = {{condition}};
                view = isMember ? cursor.Value.ReadView<T>() : default!;
                return isMember;
            }

            """);
    }
}

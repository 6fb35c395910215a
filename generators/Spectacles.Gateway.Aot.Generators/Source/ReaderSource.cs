namespace Spectacles.Gateway.Generators;

/// <summary>Writes how a model reads its fields: one pass over the object, in which each field is found by its length and bytes.</summary>
internal static class ReaderSource
{
    // In full, where a property of the same name would be meant instead.
    private const string ModelReading = "global::Spectacles.Gateway.CompilerServices.ModelReading";
    private const int BitsPerSet = 64;

    public static void Write(SourceWriter writer, ModelSpec model, FieldSpec[] fields)
    {
        FieldSpec[] always = [.. fields.Where(field => field.Presence == Presence.Required)];
        for (int set = 0; set * BitsPerSet < always.Length; set++)
        {
            writer.Write($"ulong {Seen(set)} = 0;");
        }

        writer.Write("reader.StartObject();");
        using (writer.Open($"while (reader.NextField(out {(fields.Length > 0 ? "ReadOnlySpan<byte> name" : "_")}))"))
        {
            if (fields.Length > 0)
            {
                WriteFields(writer, fields, always);
            }
            else
            {
                writer.Write("reader.Skip();");
            }
        }

        string unlessPartial = fields.FirstOrDefault(field => field.IsPartial) is { } partial
            ? $" && this.{partial.PropertyName} is not true"
            : "";
        WriteReports(writer, model, always, unlessPartial);
        foreach (var field in fields.Where(ValueSource.NeedsModel))
        {
            writer.Blank();
            writer.Write($"this.{field.PropertyName} ??= {ModelReading}.Absent<{field.ElementType}>();");
        }
    }

    private static void WriteFields(SourceWriter writer, FieldSpec[] fields, FieldSpec[] always)
    {
        using (writer.Open("switch (name.Length)"))
        {
            foreach (var field in fields)
            {
                writer.Write(
                    $"case {CSharpLiteral.Utf8Length(field.WireName)} when name.SequenceEqual({CSharpLiteral.Utf8(field.WireName)}):");
                if (field.Subject is { Length: > 0 } id)
                {
                    writer.Write($"    reader.RequireSubject({CSharpLiteral.Utf8(id)});");
                }

                writer.Write($"    this.{field.PropertyName} = {ValueSource.Read(field)};");
                int index = Array.IndexOf(always, field);
                if (index >= 0)
                {
                    writer.Write($"    {Seen(index / BitsPerSet)} |= 0x{1UL << (index % BitsPerSet):X};");
                }

                writer.Write("    break;");
            }

            writer.Write("""
                default:
                    reader.Skip();
                    break;
                """);
        }
    }

    private static void WriteReports(SourceWriter writer, ModelSpec model, FieldSpec[] always, string unlessPartial)
    {
        for (int set = 0; set * BitsPerSet < always.Length; set++)
        {
            FieldSpec[] fields = [.. always.Skip(set * BitsPerSet).Take(BitsPerSet)];
            writer.Blank();
            string all = $"0x{ulong.MaxValue >> (BitsPerSet - fields.Length):X}";
            using (writer.Open($"if ({Seen(set)} != {all}{unlessPartial})"))
            {
                writer.Write($"reader.ReportAbsent({CSharpLiteral.Utf8(model.Name)}, "
                    + $"{CSharpLiteral.Utf8(string.Join(",", fields.Select(field => field.WireName)))}, {Seen(set)} ^ {all});");
            }
        }
    }

    private static string Seen(int set) => set == 0 ? "seen" : $"seen{set}";
}

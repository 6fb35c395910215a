namespace Spectacles.Gateway.Generators;

/// <summary>Writes XML documentation.</summary>
internal static class DocComment
{
    private const string Documentation = "https://discord.com/developers/docs/";

    public static void WriteSummary(this SourceWriter writer, string text) => writer.Write($"/// <summary>{text}</summary>");

    /// <summary>Remarks: facts that are XML already, and the page that a link names.</summary>
    public static void WriteRemarks(this SourceWriter writer, string facts, string link)
    {
        string address = link.Length == 0 || link.StartsWith("http", StringComparison.Ordinal) ? link : Documentation + link;
        string remarks = string.Join(" ", new[] { facts, Escape(address) }.Where(part => part.Length > 0));
        if (remarks.Length > 0)
        {
            writer.Write($"/// <remarks>{remarks}</remarks>");
        }
    }

    /// <summary>The text as XML on one line: C# ends a line at five characters, of which two are not controls.</summary>
    public static string Escape(string text) =>
        new string([.. text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c)])
            .Replace("&", "&amp;")
            .Replace("<", "&lt;")
            .Replace(">", "&gt;");
}

namespace Spectacles.Gateway.Generators.Source;

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

    public static string Escape(string text) =>
        text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").Replace('\n', ' ').Replace('\r', ' ');
}

using System.IO.Compression;
using System.Xml.Linq;

namespace Spectacles.Gateway.Packages.Tests;

/// <summary>A packed package.</summary>
internal sealed class Package
{
    private readonly string file;

    public Package(string file)
    {
        this.file = file;
        using var archive = ZipFile.OpenRead(file);
        Files = [.. archive.Entries.Select(entry => entry.FullName)];
        Metadata = XDocument.Parse(Text(Files.Single(name => name.EndsWith(".nuspec", StringComparison.Ordinal)))).Root!.Elements().First();
    }

    public string Id => Value("id")!;

    public string Version => Value("version")!;

    /// <summary>The paths of the files.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>The metadata element of the nuspec.</summary>
    public XElement Metadata { get; }

    /// <summary>The packages that it needs, as <c>name version</c>.</summary>
    public IReadOnlyList<string> Dependencies =>
    [
        .. Metadata.Descendants()
            .Where(element => element.Name.LocalName == "dependency")
            .Select(dependency => $"{dependency.Attribute("id")!.Value} {dependency.Attribute("version")!.Value}"),
    ];

    public string? Type =>
        Metadata.Descendants().FirstOrDefault(element => element.Name.LocalName == "packageType")?.Attribute("name")?.Value;

    public string? Value(string name) => Metadata.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value;

    public string Text(string path)
    {
        using var reader = new StreamReader(new MemoryStream(Bytes(path)));
        return reader.ReadToEnd();
    }

    public byte[] Bytes(string path)
    {
        using var archive = ZipFile.OpenRead(file);
        using var content = archive.GetEntry(path)!.Open();
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        return bytes.ToArray();
    }

    public override string ToString() => $"{Id} {Version}";
}

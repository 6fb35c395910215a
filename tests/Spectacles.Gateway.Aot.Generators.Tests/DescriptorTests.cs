using Microsoft.CodeAnalysis;

namespace Spectacles.Gateway.Generators.Tests;

public sealed class DescriptorTests
{
    public static TheoryData<string> Ids => new(DiagnosticDescriptors.All.Select(descriptor => descriptor.Id));

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_diagnostic_has_a_page(string id)
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "diagnostics", $"{id}.md"));
        var descriptor = DiagnosticDescriptors.ById(id);

        Assert.StartsWith($"# {id}: {descriptor.Title}\n", page.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("## Example", page, StringComparison.Ordinal);
        Assert.Contains("## How to fix it", page, StringComparison.Ordinal);
        string url = BuildProperties.ProjectUrl;
        Assert.Equal(url.Length > 0 ? $"{url}/blob/main/docs/diagnostics/{id}.md" : string.Empty, descriptor.HelpLinkUri);
    }

    [Fact]
    public void Every_diagnostic_page_has_a_diagnostic()
    {
        var pages = Directory.GetFiles(
            Path.Combine(Repository.Root, "docs", "diagnostics"), "SPG*.md").Select(Path.GetFileNameWithoutExtension);

        // SPG201 is a message of the build files.
        Assert.Equal(
            DiagnosticDescriptors.All.Select(descriptor => descriptor.Id).Append("SPG201").Order(StringComparer.Ordinal),
            pages.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Diagnostics_are_in_order_of_their_ids() => Assert.Equal(
        DiagnosticDescriptors.All.Select(descriptor => descriptor.Id).Order(StringComparer.Ordinal),
        DiagnosticDescriptors.All.Select(descriptor => descriptor.Id));

    [Fact]
    public void Every_diagnostic_is_listed() => Assert.Equal(
        typeof(DiagnosticDescriptors)
            .GetFields()
            .Where(field => field.FieldType == typeof(DiagnosticDescriptor))
            .Select(field => field.GetValue(null)),
        DiagnosticDescriptors.All);
}

using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Spectacles.Gateway.Generators.Tests;

/// <summary>What the importer of the event schema leaves to a person.</summary>
public sealed class SchemaImportTests
{
    private static string Folder => Path.Combine(Repository.Root, "eng", "schema");

    [Fact]
    public async Task Overlay_names_intents_or_always_delivered_for_every_event()
    {
        var overlay = JsonNode.Parse(
            await File.ReadAllTextAsync(Path.Combine(Folder, "overlay.json"), TestContext.Current.CancellationToken))!;
        var schema = JsonNode.Parse(
            await File.ReadAllTextAsync(
                Path.Combine(Repository.Root, "src", "Spectacles.Gateway.Aot", "Events", "discord-v10.json"),
                TestContext.Current.CancellationToken))!;
        string[] always = [.. overlay["alwaysDelivered"]!.AsArray().Select(name => name!.GetValue<string>())];

        foreach (var (name, value) in schema["events"]!.AsObject())
        {
            Assert.True((value!["intents"] is not null) != always.Contains(name), name);
        }
    }

    [Theory]
    [InlineData("RESUMED", "RESUMED: overlay.json has to state")]
    [InlineData("TYPING_START", "TYPING_START: overlay.json has to state")]
    public async Task Schema_import_fails_on_an_event_without_intents(string without, string error)
    {
        Assert.SkipUnless(
            Environment.GetEnvironmentVariable("SPECTACLES_SLOW") == "1", "Installs a package of npm: runs with SPECTACLES_SLOW=1 only.");
        string text = await File.ReadAllTextAsync(Path.Combine(Folder, "overlay.json"), TestContext.Current.CancellationToken);
        var overlay = JsonNode.Parse(text)!;
        overlay["events"]![without]!.AsObject().Remove("intents");
        var always = overlay["alwaysDelivered"]!.AsArray();
        if (always.FirstOrDefault(name => name!.GetValue<string>() == without) is { } named)
        {
            always.Remove(named);
        }

        string file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, overlay.ToJsonString(), TestContext.Current.CancellationToken);
        try
        {
            using var import = Process.Start(
                new ProcessStartInfo("bash", ["import.sh", file])
                {
                    WorkingDirectory = Folder,
                    RedirectStandardError = true,
                    RedirectStandardOutput = true,
                })!;
            var output = import.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            string errors = await import.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await import.WaitForExitAsync(TestContext.Current.CancellationToken)
                .WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
            Assert.SkipWhen(
                errors.Contains("do not find: Node.js", StringComparison.Ordinal), "Needs Node.js and npm, which are not installed.");

            Assert.Equal(1, import.ExitCode);
            Assert.Contains(error, errors, StringComparison.Ordinal);
            Assert.Empty(await output);
        }
        finally
        {
            File.Delete(file);
        }
    }
}

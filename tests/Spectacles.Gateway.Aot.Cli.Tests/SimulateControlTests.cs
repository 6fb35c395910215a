using System.Net.Http.Json;
using System.Text.Json;

namespace Spectacles.Gateway.Cli.Tests;

/// <summary>The control API and the transcript of the program.</summary>
public sealed class SimulateControlTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Control_API_drives_the_clock_and_the_people_and_the_transcript_has_it()
    {
        string file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            await using var simulator = new SpectaclesProcess($"simulate --control 0 --driven-clock --transcript {file} --seconds 30");
            await simulator.ListeningAsync();
            using var http = new HttpClient { BaseAddress = await simulator.ControlAsync() };
            using var said = await http.PostAsJsonAsync("say", new { who = "ada", text = "hello" }, Cancel);
            using var before = await http.PostAsJsonAsync("clock", new { seconds = 0 }, Cancel);
            using var after = await http.PostAsJsonAsync("clock", new { seconds = 3600 }, Cancel);
            simulator.Signal("TERM");
            (int exitCode, _, string errors) = await simulator.EndAsync();

            Assert.Equal((0, ""), (exitCode, errors));
            Assert.True(said.IsSuccessStatusCode);
            Assert.Equal(TimeSpan.FromHours(1), await NowAsync(after) - await NowAsync(before));
            string line = Assert.Single(await File.ReadAllLinesAsync(file, Cancel));
            Assert.Equal("hello", JsonDocument.Parse(line).RootElement.GetProperty("data").GetProperty("content").GetString());
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Transcript_on_a_full_disk_ends_and_the_simulation_goes_on()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/dev/full is a device of Linux.");
        await using var simulator = new SpectaclesProcess("simulate --control 0 --transcript /dev/full --seconds 30");
        await simulator.ListeningAsync();
        using var http = new HttpClient { BaseAddress = await simulator.ControlAsync() };
        using var first = await http.PostAsJsonAsync("say", new { who = "ada", text = "hello" }, Cancel);
        using var second = await http.PostAsJsonAsync("say", new { who = "ada", text = "hello" }, Cancel);
        simulator.Signal("TERM");
        (int exitCode, _, string errors) = await simulator.EndAsync();

        Assert.True(first.IsSuccessStatusCode && second.IsSuccessStatusCode);
        Assert.Equal(0, exitCode);
        Assert.Contains("the transcript ends at line 1: ", Assert.Single(errors.Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--driven-clock", "requires --control")]
    [InlineData("--control-key x", "requires --control")]
    [InlineData("--control 0 --listen 0.0.0.0 --seconds 5", "without a key")]
    [InlineData("--transcript /nowhere/t.jsonl --seconds 5", "/nowhere/t.jsonl")]
    public async Task Arguments_that_can_not_be_served_are_a_sentence_and_exit_code_1(string arguments, string part)
    {
        await using var simulator = new SpectaclesProcess($"simulate {arguments}");
        (int exitCode, _, string errors) = await simulator.EndAsync();

        Assert.Equal(1, exitCode);
        Assert.Contains(part, errors, StringComparison.Ordinal);
    }

    private static async Task<DateTimeOffset> NowAsync(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("now").GetDateTimeOffset();
}

using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using FleetSoak.Fleet;

namespace FleetSoak.Judge;

/// <summary>How the process of a node or a worker is started.</summary>
/// <param name="File">The executable.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Token">The token of the bot, for the environment; null if it is an argument.</param>
/// <param name="ReadyLine">The beginning of the line that it writes when it is ready.</param>
internal sealed record ChildCommand(string File, IReadOnlyList<string> Arguments, string? Token, string ReadyLine)
{
    /// <summary>The exit code of <c>spectacles gateway</c> if NATS or Discord can't be reached at the start.</summary>
    public const int TryAgain = 2;

    private static readonly string Cli = Path.Combine(AppContext.BaseDirectory, "spectacles.dll");

    /// <summary>Whether it is a process of <c>spectacles gateway</c>, which has no clock or standard input for the judge.</summary>
    public bool IsCli => Token is not null;

    /// <summary>A process of this program.</summary>
    public static ChildCommand OfThisProgram(string role, ProcessOptions options) =>
        new(Environment.ProcessPath!, [role, .. options.ToArguments()], null, "ready");

    /// <summary>A process of <c>spectacles gateway</c>.</summary>
    /// <param name="options">What its configuration says.</param>
    /// <param name="folder">Where the configuration is written.</param>
    public static ChildCommand OfCli(ProcessOptions options, string folder)
    {
        string file = Path.Combine(folder, $"{options.Bot}.json");
        System.IO.File.WriteAllText(file, Configuration(options));
        return new ChildCommand(
            "dotnet", [Cli, "gateway", "--config", file, "--name", options.Name, "--port", "0"], options.Token, "node: ");
    }

    /// <summary>Runs <c>spectacles fleet drain</c> for the node. NATS may be away, so the exit code does not matter.</summary>
    public async Task DrainAsync()
    {
        string[] arguments = [Cli, "fleet", "drain", Arguments[5], "--config", Arguments[3], "--timeout", "10"];
        using var drain = Process.Start(Start(arguments))!;
        await Task.WhenAll(
            drain.StandardOutput.ReadToEndAsync(), drain.StandardError.ReadToEndAsync(), drain.WaitForExitAsync());
    }

    public ProcessStartInfo Start() => Start(Arguments);

    private static string Configuration(ProcessOptions options)
    {
        var plan = options.Plan;
        string urls = string.Join(", ", options.Nats.Split(',').Select(url => $"\"{JsonEncodedText.Encode(url)}\""));
        return string.Create(CultureInfo.InvariantCulture, $$"""
            {
              "plan": {
                "name": "{{plan.Name}}", "shard_count": {{plan.ShardCount}}, "group_size": {{plan.GroupSize}},
                "partitions": {{plan.Partitions}}
              },
              "intents": ["GUILDS", "GUILD_MESSAGES", "DIRECT_MESSAGES"],
              "api": "{{options.Api}}",
              "engine": {
                "nats": {
                  "urls": [{{urls}}], "replicas": {{options.Replicas}}, "streams": {{ProcessOptions.Streams}},
                  "max_bytes": {{ProcessOptions.MaxBytes}}
                }
              }
            }
            """);
    }

    private ProcessStartInfo Start(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(File, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (Token is not null)
        {
            start.Environment["DISCORD_TOKEN"] = Token;
        }

        return start;
    }
}

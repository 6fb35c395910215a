using System.Text.RegularExpressions;

namespace DocumentationTests;

/// <summary>Each command in the documentation is run somewhere, or there is a reason why not.</summary>
public sealed partial class CommandCoverageTests
{
    private const string Ci = "run by .ci/run";
    private const string Packages = "run by Packages.Tests on packed packages";
    private const string Measures = "not run: measures for minutes, and the machine decides the result";

    private static readonly (string Pattern, string How)[] Rows =
    [
        (@"eng/(demo|soak|test)\.sh$", Ci),
        (@"eng/soak\.sh --", "the options are run by Soak.Tests, but not for minutes"),
        (@"eng/fleet-soak\.sh --", "the options are run by FleetSoak.Tests, but not for minutes"),
        (@"eng/fuzz\.sh --", "the options are run by Fuzz.Tests, but not for an hour"),
        (@"eng/release\.sh", Packages),
        (@"dotnet (tool install|new install|new spectacles-bot|nuget add source) ", Packages),
        (@"dotnet (new (classlib|console)|add) ", "not run: commands of the SDK; Packages.Tests builds such projects"),
        (@"dotnet (run|publish) bot\.cs|DISCORD_TOKEN=simulated\S* DISCORD_API=\S+ dotnet run bot\.cs", Packages),
        (@"cd MyBot|dotnet publish MyBot|dotnet test$", Packages),
        (
            @"(dotnet run --project src/Spectacles\.Gateway\.Aot\.Cli -- |spectacles )(simulate|identify-queue|rest-proxy)",
            "run by Cli.Tests"),
        (@"spectacles (gateway|fleet|dead) ", "run by Cli.Tests"),
        (
            @"(dotnet run -- |DISCORD_TOKEN_FILE=\S+ \./MyBot )--deploy-commands",
            "CommandArgumentTests of Interactions.Tests and CommandDeploymentTests of AotTests run the argument"),
        (@"bench/(run|layers|fleets)\.sh", Measures),
        (@"dotnet (run|publish) .*bench/|artifacts/reading/", Measures),
        (@"cd samples/(python|node) && |node tests/clients/run\.mjs ", "run by Cli.Tests"),
        (@"curl -d ", "ControlTests sends such requests"),
        (@"NODE_EXTRA_CA_CERTS=\S+ node ", "run by ForeignClientTests with discord.js"),
        (
            @"DISCORD_TOKEN=\.\.\. ",
            "not run: needs a bot on Discord; with a simulated one, AotTests, Packages.Tests and eng/demo.sh run it"),
        (@"docker ", "not run: needs a container engine"),
        (@"(systemctl|journalctl) ", "not run: needs systemd and root"),
        (@"kubectl ", "not run: needs Kubernetes"),
    ];

    private static readonly string[] Commands =
    [
        .. DocumentationPage.All.Values
            .SelectMany(page => page.Blocks)
            .Where(block => block.Language == "console")
            .SelectMany(block => Command().Matches(block.Text).Select(match => match.Groups[1].Value.Trim())),
    ];

    [Fact]
    public void Every_command_is_run_or_has_a_reason_why_not() => Assert.DoesNotContain(
        Commands, command => Rows.Count(row => Regex.IsMatch(command, $"^(?:{row.Pattern})")) != 1);

    [Fact]
    public void Every_row_is_about_a_command() => Assert.DoesNotContain(
        Rows, row => !Commands.Any(command => Regex.IsMatch(command, $"^(?:{row.Pattern})")));

    [GeneratedRegex(@"^\$ ([^#\n]+)", RegexOptions.Multiline)]
    private static partial Regex Command();
}

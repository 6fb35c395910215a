using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Spectacles.Gateway.Testing.Tests;

/// <summary>
/// discord.js against the simulated gateway. It does not share the assumptions about Discord of our own tests.
/// </summary>
public sealed class ForeignClientTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData("zlib", false)]
    [InlineData("none", false)]
    [InlineData("zlib", true)]
    public async Task Discord_js_client_gets_READY_is_dropped_and_resumes(string compression, bool tls)
    {
        Assert.SkipUnless(
            Environment.GetEnvironmentVariable("SPECTACLES_SLOW") == "1", "Installs a package of npm: runs with SPECTACLES_SLOW=1 only.");
        Assert.SkipUnless(
            await TryRunAsync("node", "--version") && await TryRunAsync(Npm, "--version"), "Needs node and npm, which are not installed.");
        if (!Directory.Exists(Path.Combine(Folder(), "node_modules")))
        {
            Assert.True(await TryRunAsync(Npm, "ci --no-audit --no-fund"), "npm ci has failed in tests/foreign-client.");
        }

        await using var gateway = await SimulatedGateway.StartAsync(
            new SimulatedGatewayOptions { Guilds = 2, Tls = tls, ObservationTimeout = TimeSpan.FromSeconds(30) });
        using var authority = new TemporaryFile(gateway.Authority?.ExportCertificatePem() ?? "");
        using var client = Start(
            "node", $"client.mjs {gateway.Api.GetLeftPart(UriPartial.Authority)} {compression}", tls ? authority.Path : null);
        await gateway.WaitForPayloadAsync(Opcode.Identify, TestContext.Current.CancellationToken);
        gateway.People.Say(gateway.World.Guilds[0], "before the drop");
        Assert.Equal("heard 1", (await gateway.WaitForReplyAsync(TestContext.Current.CancellationToken)).Content);
        gateway.ConnectionOf(0).Drop();
        gateway.People.Say(gateway.World.Guilds[1], "while it was away");
        await gateway.WaitForPayloadAsync(Opcode.Resume, TestContext.Current.CancellationToken);
        gateway.People.Say(gateway.World.Guilds[0], "after the drop");

        await client.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.True(
            client.ExitCode == 0,
            await client.StandardOutput.ReadToEndAsync(
                TestContext.Current.CancellationToken) + await client.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        Assert.Empty(gateway.Violations);
        Assert.Equal((1, 1), (gateway.Counters.Identifies, gateway.Counters.Resumes));
    }

    private static string Npm => OperatingSystem.IsWindows() ? "npm.cmd" : "npm";

    private static string Folder([CallerFilePath] string thisFile = "") =>
        Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "foreign-client");

    private static Process Start(string program, string arguments, string? authority = null) => Process.Start(
        new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder(),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["NODE_EXTRA_CA_CERTS"] = authority },
        })!;

    private static async Task<bool> TryRunAsync(string program, string arguments)
    {
        try
        {
            using var process = Start(program, arguments);
            Task output = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync().WaitAsync(Patience);
            await output;
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}

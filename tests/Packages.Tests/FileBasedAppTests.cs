using System.Text.RegularExpressions;

namespace Spectacles.Gateway.Packages.Tests;

/// <summary>samples/bot.cs: a bot in one file, without a project.</summary>
public sealed partial class FileBasedAppTests(Workspace workspace)
{
    private static readonly string Bot = File.ReadAllText(Repository.PathOf("samples", "bot.cs")).ReplaceLineEndings("\n");

    [Fact]
    public void README_begins_with_the_bot_in_one_file()
    {
        string page = File.ReadAllText(Repository.PathOf("README.md")).ReplaceLineEndings("\n");

        Assert.Equal(Bot, FirstBlock().Match(page).Groups[1].Value);
    }

    [Fact]
    public void Bot_refers_to_the_package_of_this_version() =>
        Assert.StartsWith($"#:package Spectacles.Gateway.Aot.Interactions@{Release.VersionPrefix}\n", Bot, StringComparison.Ordinal);

    [Fact]
    public async Task Bot_in_one_file_runs()
    {
        string folder = await CreateAsync("run");

        await Workspace.MeasureAsync("dotnet run bot.cs, to the answer and its end", async () =>
        {
            await BotRun.AnswersPingAndStopsAsync(workspace, folder, "dotnet", "run", "bot.cs");
            return 0;
        });
    }

    [Fact]
    public async Task Bot_in_one_file_is_published_as_a_native_executable()
    {
        string folder = await CreateAsync("publish");

        string output = await Workspace.MeasureAsync(
            "dotnet publish bot.cs", () => workspace.DotnetAsync(folder, "publish", "bot.cs", "-o", "out"));

        Assert.DoesNotContain("warning", output, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("SPG201", output, StringComparison.Ordinal);
        string executable = Path.Combine(folder, "out", OperatingSystem.IsWindows() ? "bot.exe" : "bot");
        TestContext.Current.TestOutputHelper!.WriteLine($"bot: {new FileInfo(executable).Length} bytes");
        await BotRun.AnswersPingAndStopsAsync(workspace, folder, executable);
        if (OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess)
        {
            await RunInSmallRootAsync(folder, executable);
        }
    }

    [Fact]
    public async Task Publishing_without_InvariantGlobalization_says_what_the_image_needs()
    {
        string folder = await CreateAsync("cultures");
        await File.WriteAllTextAsync(
            Path.Combine(folder, "bot.cs"),
            Bot.Replace("#:property InvariantGlobalization=true\n", "#:property TreatWarningsAsErrors=true\n", StringComparison.Ordinal),
            TestContext.Current.CancellationToken);

        // The native compiler is left out: the message comes before it.
        string output = await workspace.DotnetAsync(
            folder, "publish", "bot.cs", "-o", "out", "-v", "minimal", "-p:NativeCompilationDuringPublish=false");

        Assert.Contains("SPG201", output, StringComparison.Ordinal);
        Assert.DoesNotContain("warning", output, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Like a small image: libc, libssl and certificates, and nothing else. Only root may change its root folder.</summary>
    private async Task RunInSmallRootAsync(string folder, string executable)
    {
        string root = Path.Combine(folder, "root");
        var (exitCode, output) = await Command.RunAsync(
            folder,
            "bash",
            [
                "-c",
                $$"""
                set -euo pipefail
                mkdir -p {{root}}/tmp {{root}}/dev {{root}}/etc/ssl/certs
                head -c 65536 /dev/urandom >{{root}}/dev/urandom
                cp {{executable}} {{root}}/bot
                ldd {{executable}} | grep -oE '/[^ ]+' | xargs -I{} cp --parents -L {} {{root}}
                ldconfig -p | grep -oE '/[^ ]*lib(ssl|crypto)\.so\.3$' | xargs -I{} cp --parents -L {} {{root}}
                if [ -f /etc/ssl/certs/ca-certificates.crt ]; then cp /etc/ssl/certs/ca-certificates.crt {{root}}/etc/ssl/certs; fi
                find {{root}} -type f
                """,
            ],
            new Dictionary<string, string?>());
        Assert.True(exitCode == 0, output);
        Assert.DoesNotContain("libicu", output, StringComparison.Ordinal);
        await BotRun.AnswersPingAndStopsAsync(workspace, folder, "chroot", root, "/bot");
    }

    private async Task<string> CreateAsync(string name)
    {
        string folder = await workspace.CreateFolderAsync($"file-{name}");
        await File.WriteAllTextAsync(Path.Combine(folder, "bot.cs"), Bot, TestContext.Current.CancellationToken);
        return folder;
    }

    [GeneratedRegex("^```csharp\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex FirstBlock();
}

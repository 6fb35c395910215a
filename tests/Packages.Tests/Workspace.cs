using System.Diagnostics;
using System.Security;

namespace Spectacles.Gateway.Packages.Tests;

/// <summary>
/// The machine of a new user: a folder outside of the repository, with an empty cache of NuGet packages, and the packed packages as a
/// source beside those of the machine. It is one for all tests, because the native compiler is downloaded into the cache.
/// </summary>
public sealed class Workspace : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("spectacles-packages-").FullName;
    private readonly Dictionary<string, string?> environment;

    public Workspace() => environment = new Dictionary<string, string?>
    {
        ["NUGET_PACKAGES"] = Path.Combine(root, "packages"),
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        ["DOTNET_NOLOGO"] = "1",
        ["MSBUILDDISABLENODEREUSE"] = "1",
        // What the build of the tests has set is not the user's.
        ["MSBuildSDKsPath"] = null,
        ["MSBuildExtensionsPath"] = null,
        ["UseSharedCompilation"] = null,
    };

    public void Dispose() => Directory.Delete(root, recursive: true);

    /// <summary>An empty folder.</summary>
    internal async Task<string> CreateFolderAsync(string name)
    {
        string feed = await Release.FolderAsync();
        // NuGet reads this file, and then the machine's own for the other sources.
        await File.WriteAllTextAsync(Path.Combine(root, "nuget.config"), $"""
            <configuration>
              <packageSources>
                <add key="spectacles-release" value="{SecurityElement.Escape(feed)}" />
              </packageSources>
            </configuration>
            """);
        return CreateFolderWithoutPackages(name);
    }

    /// <summary>An empty folder for what needs no packed package.</summary>
    internal string CreateFolderWithoutPackages(string name) => Directory.CreateDirectory(Path.Combine(root, name)).FullName;

    /// <summary>Runs <c>dotnet</c>; it has to succeed.</summary>
    internal async Task<string> DotnetAsync(string folder, params string[] arguments)
    {
        var (exitCode, output) = await Command.RunAsync(folder, "dotnet", arguments, environment);
        Assert.True(exitCode == 0, $"dotnet {string.Join(' ', arguments)} ended with {exitCode}:\n{output}");
        return output;
    }

    /// <summary>Starts a bot or a tool.</summary>
    internal RunningProgram Start(string folder, string program, string[] arguments, params (string Name, string Value)[] settings)
    {
        var all = new Dictionary<string, string?>(environment);
        foreach (var (name, value) in settings)
        {
            all[name] = value;
        }

        return new RunningProgram(Command.Start(folder, program, arguments, all));
    }

    /// <summary>Writes how long something takes into the test's output.</summary>
    internal static async Task<T> MeasureAsync<T>(string what, Func<Task<T>> action)
    {
        long start = Stopwatch.GetTimestamp();
        var result = await action();
        TestContext.Current.TestOutputHelper!.WriteLine($"{what}: {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s");
        return result;
    }
}

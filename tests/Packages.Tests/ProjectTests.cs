namespace Spectacles.Gateway.Packages.Tests;

/// <summary>Projects of users that refer to the packages.</summary>
public sealed class ProjectTests(Workspace workspace)
{
    private const string Program = """
        using Microsoft.Extensions.Logging;
        using Spectacles.Gateway;
        using MyHandlers;

        await using var cluster = new Cluster(
            Environment.GetEnvironmentVariable("DISCORD_TOKEN")!,
            new ClusterOptions { Api = new Uri(Environment.GetEnvironmentVariable("DISCORD_API")!) });
        cluster.AddHandler(new Greeter());
        await cluster.RunAsync();
        """;

    private const string Greeter = """
        using Spectacles.Gateway;
        using Spectacles.Gateway.Events;

        namespace MyHandlers;

        [GatewayEvent("MESSAGE_CREATE", Intents = GatewayIntents.MessageContent)]
        public sealed partial class Greeter
        {
            public void Handle(MessageCreate message, Shard shard)
            {
                if (message.Content == "hello")
                {
                    System.Console.WriteLine($"{message.Author.Username} greets shard {shard.Id}");
                }
            }
        }
        """;

    [Fact]
    public async Task Bot_uses_a_class_library_with_handlers()
    {
        string folder = await workspace.CreateFolderAsync("library");
        await WriteAsync(folder, "MyHandlers/Greeter.cs", Greeter);
        await WriteAsync(folder, "MyHandlers/MyHandlers.csproj", Project("Library", Reference("Spectacles.Gateway.Aot")));
        await WriteAsync(folder, "Bot/Program.cs", Program);
        await WriteAsync(folder, "Bot/Bot.csproj", Project(
            "Exe", "<ProjectReference Include=\"../MyHandlers/MyHandlers.csproj\" />"));

        string output = await Workspace.MeasureAsync("dotnet publish of a bot with a library", () =>
            workspace.DotnetAsync(folder, "publish", "Bot", "-c", "Release", "-o", "out", "-p:PublishAot=true"));

        Assert.DoesNotContain("warning", output, StringComparison.OrdinalIgnoreCase);
        string executable = Path.Combine(folder, "out", OperatingSystem.IsWindows() ? "Bot.exe" : "Bot");
        TestContext.Current.TestOutputHelper!.WriteLine($"Bot: {new FileInfo(executable).Length} bytes");
        await BotRun.GreetsAndStopsAsync(workspace, folder, executable);
    }

    /// <summary>The lowest version that the packages accept, a later patch, and the next major version.</summary>
    [Theory]
    [InlineData("10.0.0")]
    [InlineData("10.0.9")]
    [InlineData("10.0.12")]
    [InlineData("11.0.0")]
    public async Task Bot_may_use_other_versions_of_Microsoft_Extensions(string version)
    {
        string folder = await workspace.CreateFolderAsync($"extensions-{version}");
        var libraries = (await Release.PackagesAsync())
            .Where(package => package.Type is null && package.Id != "Spectacles.Gateway.Aot.Testing")
            .Select(package => Reference(package.Id));
        await WriteAsync(folder, "Program.cs", Program);
        await WriteAsync(folder, "Greeter.cs", Greeter);
        await WriteAsync(folder, "Bot.csproj", Project(
            "Exe", string.Concat(libraries) + Reference("Microsoft.Extensions.Logging", version)));

        // A restore that lowers or raises a version warns (NU1605, NU1608), and warnings are errors.
        await workspace.DotnetAsync(folder, "build", "-o", "out", "-p:TreatWarningsAsErrors=true");

        string assets = await File.ReadAllTextAsync(
            Path.Combine(folder, "obj", "project.assets.json"), TestContext.Current.CancellationToken);
        Assert.Contains($"\"Microsoft.Extensions.Logging.Abstractions/{version}\"", assets, StringComparison.Ordinal);
        await BotRun.GreetsAndStopsAsync(workspace, folder, "dotnet", Path.Combine("out", "Bot.dll"));
    }

    private static string Project(string type, string references) => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>{type}</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <Nullable>enable</Nullable>
            <ImplicitUsings>enable</ImplicitUsings>
            <InvariantGlobalization>true</InvariantGlobalization>
          </PropertyGroup>
          <ItemGroup>{references}</ItemGroup>
        </Project>
        """;

    private static string Reference(string package, string? version = null) =>
        $"<PackageReference Include=\"{package}\" Version=\"{version ?? Release.VersionPrefix}\" />";

    private static async Task WriteAsync(string folder, string file, string text)
    {
        string path = Path.Combine(folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
    }
}

using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Spectacles.Gateway.Rest;

namespace Spectacles.Gateway.Interactions.Tests;

/// <summary>A program that registers its commands, and how it ends. The console is one for the whole process.</summary>
[Collection(nameof(CommandArgumentTests))]
[CollectionDefinition(nameof(CommandArgumentTests), DisableParallelization = true)]
public sealed class CommandArgumentTests : IDisposable
{
    private const string Ping = """{"type":1,"name":"ping","description":"Answers"}""";

    private readonly TextWriter standardOutput = Console.Out;
    private readonly TextWriter standardError = Console.Error;
    private readonly StringWriter output = new();
    private readonly StringWriter error = new();

    public CommandArgumentTests()
    {
        Console.SetOut(output);
        Console.SetError(error);
    }

    public void Dispose()
    {
        Console.SetOut(standardOutput);
        Console.SetError(standardError);
    }

    [Fact]
    public async Task Arguments_of_the_program_choose_what_is_done()
    {
        await using var scene = await RegistrationScene.StartAsync();
        var module = new ScriptedModule().Register(Ping);

        Assert.Null(await CommandRegistration.RunAsync(["--verbose", "--build", "deploy"], scene.Rest, module));
        Assert.Equal(1, await CommandRegistration.RunAsync(["--diff-commands"], scene.Rest, module));
        Assert.Equal(0, scene.Writes);
        Assert.Equal(0, await CommandRegistration.RunAsync(["--deploy-commands"], scene.Rest, module));
        Assert.Equal(0, await CommandRegistration.RunAsync(["--diff-commands"], scene.Rest, module));
        Assert.Equal(1, await CommandRegistration.RunAsync(["--diff-commands"], scene.Rest, new ScriptedModule()));
        Assert.Equal(1, scene.Writes);
        Assert.Equal(
            """
            Different for all guilds and direct messages:
            + /ping
            = 0 unchanged
            Registered for all guilds and direct messages:
            + /ping
            = 0 unchanged
            Equal for all guilds and direct messages:
            = 1 unchanged
            Different for all guilds and direct messages:
            - /ping (stays registered: deleting has to be allowed)
            = 0 unchanged

            """,
            output.ToString(),
            ignoreLineEndingDifferences: true);
        Assert.Empty(error.ToString());
    }

    [Theory]
    [InlineData("--guild {0}")]
    [InlineData("--guild={0}")]
    public async Task Commands_of_the_dispatcher_are_registered_for_a_guild(string guild)
    {
        await using var scene = await RegistrationScene.StartAsync();
        var dispatcher = new InteractionDispatcher(scene.Rest, null, new ScriptedModule().Register(Ping));
        var id = scene.Gateway.World.Guilds[0].Id;
        string[] arguments = ["--deploy-commands", .. string.Format(null, guild, id).Split(' ')];

        Assert.Equal(0, await CommandRegistration.RunAsync(arguments, dispatcher, TestContext.Current.CancellationToken));

        Assert.StartsWith($"Registered for guild {id}:", output.ToString(), StringComparison.Ordinal);
        Assert.Empty(await scene.NamesAsync());
    }

    [Theory]
    [InlineData("--deploy-comands", "Did you mean --deploy-commands?")]
    [InlineData("--depoly-commands", "Did you mean --deploy-commands?")]
    [InlineData("-diff-commands", "Did you mean --diff-commands?")]
    [InlineData("--deploy", "The arguments are --deploy-commands, --diff-commands, --guild ID and --allow-delete.")]
    [InlineData("--diff-all", "The arguments are")]
    [InlineData("--deploy-commands --gild 1", "Did you mean --guild?")]
    [InlineData("--deploy-commands --alow-delete", "Did you mean --allow-delete?")]
    [InlineData("--deploy-commands --guild", "--guild must be followed by the id of a guild.")]
    [InlineData("--diff-commands --guild=x", "--guild must be followed by the id of a guild.")]
    [InlineData("--diff-commands --deploy-commands", "exclude each other")]
    public async Task Mistake_in_the_arguments_ends_the_program(string arguments, string expected)
    {
        using var rest = new BotRest("simulated.gateway.token");

        int? exitCode = await CommandRegistration.RunAsync(arguments.Split(' '), rest, new ScriptedModule().Register(Ping));

        Assert.Equal(78, exitCode);
        Assert.Contains(expected, Assert.Single(error.ToString().TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Command_that_two_modules_have_is_one_line()
    {
        using var rest = new BotRest("simulated.gateway.token");
        var module = new ScriptedModule().Register(Ping);

        Assert.Equal(78, await CommandRegistration.RunAsync(["--deploy-commands"], rest, module, module));

        Assert.StartsWith(
            "error: the commands were not registered: Two methods have the command /ping.", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commands_of_a_host_are_registered()
    {
        await using var scene = await RegistrationScene.StartAsync();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?> { ["Discord:Token"] = scene.Gateway.Token, ["Discord:Api"] = $"{scene.Gateway.Api}" });
        builder.Services.AddScoped<DiaryPage>().AddSpectaclesGateway().AddInteractionsOfTests();
        using var host = builder.Build();

        Assert.Null(await CommandRegistration.RunAsync([], host.Services, cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal(
            0,
            await CommandRegistration.RunAsync(
                ["--deploy-commands"], host.Services, cancellationToken: TestContext.Current.CancellationToken));
        Assert.Contains("/write", await scene.NamesAsync());
    }

    [Fact]
    public async Task Host_without_a_token_is_one_line()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddScoped<DiaryPage>().AddSpectaclesGateway("music").AddInteractionsOfTests();
        using var host = builder.Build();

        int? exitCode = await CommandRegistration.RunAsync(
            ["--deploy-commands"], host.Services, "music", TestContext.Current.CancellationToken);

        Assert.Equal(78, exitCode);
        string line = Assert.Single(error.ToString().TrimEnd().Split('\n'));
        Assert.Contains("The bot music has no token. Set Discord:music:Token", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refused_token_is_one_line()
    {
        await using var scene = await RegistrationScene.StartAsync();
        using var rest = new BotRest("wrong.bot.token", new BotRestOptions { Api = scene.Gateway.Api });

        Assert.Equal(78, await CommandRegistration.RunAsync(["--deploy-commands"], rest, new ScriptedModule().Register(Ping)));

        Assert.Equal(
            "error: the commands were not registered: Discord refused the token (401). Copy the token of the bot from the developer "
            + "portal (Bot > Token).",
            error.ToString().TrimEnd());
    }

    [Fact]
    public async Task Guild_without_the_bot_is_one_line()
    {
        await using var scene = await RegistrationScene.StartAsync();

        int? exitCode = await CommandRegistration.RunAsync(
            ["--deploy-commands", "--guild", "175928847299117063"], scene.Rest, new ScriptedModule().Register(Ping));

        Assert.Equal(78, exitCode);
        Assert.StartsWith(
            "error: the commands were not registered: the bot has no access to guild 175928847299117063 (403, code 50001). Check the id",
            error.ToString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refused_command_is_one_line_with_the_field()
    {
        await using var scene = await RegistrationScene.StartAsync();
        var module = new ScriptedModule().Register("""{"type":1,"name":"ping","description":""}""");

        Assert.Equal(78, await CommandRegistration.RunAsync(["--deploy-commands"], scene.Rest, module));

        string line = Assert.Single(error.ToString().TrimEnd().Split('\n'));
        Assert.Contains("description", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unreachable_Discord_is_one_line()
    {
        using var rest = new BotRest(
            "simulated.gateway.token",
            new BotRestOptions { Api = new Uri("http://127.0.0.1:1/api/v10"), Deadline = TimeSpan.FromSeconds(2) });

        Assert.Equal(2, await CommandRegistration.RunAsync(["--diff-commands"], rest, new ScriptedModule().Register(Ping)));

        string line = Assert.Single(error.ToString().TrimEnd().Split('\n'));
        Assert.StartsWith(
            "error: the commands were not compared: Discord could not be reached at http://127.0.0.1:1", line, StringComparison.Ordinal);
        Assert.EndsWith("Try again later.", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failure_of_Discord_is_one_line()
    {
        await using var scene = await RegistrationScene.StartAsync();
        scene.Gateway.Script.RefuseRestCalls(20, (int)HttpStatusCode.BadGateway);
        using var rest = new BotRest(
            scene.Gateway.Token, new BotRestOptions { Api = scene.Gateway.Api, Deadline = TimeSpan.FromSeconds(1) });

        Assert.Equal(2, await CommandRegistration.RunAsync(["--deploy-commands"], rest, new ScriptedModule().Register(Ping)));

        Assert.Single(error.ToString().TrimEnd().Split('\n'));
    }
}

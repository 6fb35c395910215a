namespace Spectacles.Gateway.Interactions.Tests;

/// <summary>The registration of commands with the simulated Discord.</summary>
public sealed class RegistrationTests
{
    private const string Play =
        """
        {"type":1,"name":"play","name_localizations":{"de":"spielen"},"description":"Plays a song","options":[
        {"type":3,"name":"song","description":"The song","required":true,"autocomplete":true},
        {"type":4,"name":"volume","description":"0 to 100","min_value":0,"max_value":100,
        "choices":[{"name":"low","value":10},{"name":"high","name_localizations":{"de":"laut"},"value":90}]}],
        "default_member_permissions":"8","nsfw":true,"integration_types":[0,1],"contexts":[0]}
        """;

    private const string Info = """{"type":2,"name":"Info"}""";

    [Fact]
    public async Task Second_run_writes_nothing()
    {
        await using var scene = await RegistrationScene.StartAsync();
        var module = new ScriptedModule().Register(Play).Register(Info);

        var first = await new CommandRegistration(scene.Rest, module).DeployAsync(TestContext.Current.CancellationToken);
        var second = await new CommandRegistration(scene.Rest, module).DeployAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["/play", "Info (user)"], first.Added);
        Assert.Equal(["/play", "Info (user)"], second.Unchanged);
        Assert.True(second.IsEmpty);
        Assert.Equal(1, scene.Writes);
    }

    [Fact]
    public async Task Only_a_changed_command_is_a_difference()
    {
        await using var scene = await RegistrationScene.StartAsync();
        await new CommandRegistration(scene.Rest, new ScriptedModule().Register(Play).Register(Info))
            .DeployAsync(TestContext.Current.CancellationToken);

        var changed = await new CommandRegistration(
            scene.Rest, new ScriptedModule().Register(Play.Replace("100", "200", StringComparison.Ordinal)).Register(Info))
            .DeployAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["/play"], changed.Changed);
        Assert.Equal(["options.volume.description", "options.volume.max_value"], changed.ChangedFields["/play"]);
        Assert.Equal(["Info (user)"], changed.Unchanged);
        Assert.Equal(2, scene.Writes);
    }

    [Fact]
    public async Task Command_of_another_program_stays_unless_deleting_is_allowed()
    {
        await using var scene = await RegistrationScene.StartAsync();
        await new CommandRegistration(scene.Rest, new ScriptedModule().Register(Play).Register(Info))
            .DeployAsync(TestContext.Current.CancellationToken);
        var module = new ScriptedModule().Register("""{"type":1,"name":"ping","description":"Answers"}""");

        var careful = await new CommandRegistration(scene.Rest, module).DeployAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["/play", "Info (user)"], careful.Removed);
        Assert.Equal(["/ping", "/play", "Info (user)"], await scene.NamesAsync());
        Assert.True((await new CommandRegistration(scene.Rest, module).CompareAsync(TestContext.Current.CancellationToken)).IsEmpty);

        await new CommandRegistration(scene.Rest, module) { AllowDelete = true }.DeployAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["/ping"], await scene.NamesAsync());
    }

    [Fact]
    public async Task Entry_point_is_sent_back_unchanged()
    {
        await using var scene = await RegistrationScene.StartAsync();
        await scene.PutAsync("""[{"type":4,"name":"launch","description":"","handler":2,"default_member_permissions":"2048"}]""");
        var module = new ScriptedModule().Register(Info);

        var difference = await new CommandRegistration(scene.Rest, module) { AllowDelete = true }
            .DeployAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["launch (type 4)"], difference.Foreign);
        Assert.Equal(["Info (user)", "launch (type 4)"], await scene.NamesAsync());
        Assert.Contains("\"handler\":2", await scene.GetAsync(), StringComparison.Ordinal);
        Assert.Contains("\"default_member_permissions\":\"2048\"", await scene.GetAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commands_of_a_guild_are_registered_for_it_only()
    {
        await using var scene = await RegistrationScene.StartAsync();
        var guild = scene.Gateway.World.Guilds[0].Id;
        var module = new ScriptedModule().Register(Play);

        await new CommandRegistration(scene.Rest, module) { GuildId = guild }.DeployAsync(TestContext.Current.CancellationToken);
        var again = await new CommandRegistration(scene.Rest, module) { GuildId = guild }
            .DeployAsync(TestContext.Current.CancellationToken);

        Assert.True(again.IsEmpty);
        Assert.Equal(1, scene.Writes);
        Assert.Empty(await scene.NamesAsync());
    }

    [Fact]
    public async Task Process_with_shard_0_registers_when_it_is_asked_to()
    {
        await using var scene = await RegistrationScene.StartAsync();
        await using var cluster = new Cluster(scene.Gateway.Token, new ClusterOptions { Api = scene.Gateway.Api });
        cluster.AddInteractions(
            scene.Rest, new InteractionOptions { RegisterCommands = true }, new ScriptedModule().Register(Play));

        await cluster.SpawnAsync(TestContext.Current.CancellationToken);
        await scene.Gateway.WaitForCallAsync(call => call.Method == "PUT", TestContext.Current.CancellationToken);

        Assert.Equal(["/play"], await scene.NamesAsync());
    }
}

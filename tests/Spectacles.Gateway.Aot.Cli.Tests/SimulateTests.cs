using Spectacles.Gateway.Testing;
using Spectacles.Gateway.Testing.Tests;

namespace Spectacles.Gateway.Cli.Tests;

public sealed class SimulateTests
{
    private static readonly string Token = new SimulatedGatewayOptions().Token;

    [Fact]
    public async Task Version_option_prints_the_version_of_the_package()
    {
        await using var program = new SpectaclesProcess("--version");

        Assert.Equal((0, typeof(SimulatedGateway).Assembly.GetName().Version!.ToString(3), ""), await program.EndAsync());
    }

    [Fact]
    public async Task Simulate_command_counts_the_same_events_as_its_client()
    {
        await using var simulator = new SpectaclesProcess("simulate --guilds 3 --rate 200 --quiet-after 3 --seconds 6 --seed 7");
        var api = await simulator.ListeningAsync();
        await using var client = await RawClient.ConnectAsync(new Uri($"ws://{api.Authority}"));
        await client.ExpectAsync(Opcode.Hello);
        await client.StartNewSessionAsync(Token);
        long events = 0;
        await client.WaitForCloseAsync(message => events += message.Op == Opcode.Dispatch ? 1 : 0);

        (int exitCode, string output, string errors) = await simulator.EndAsync();
        Assert.Equal((0, ""), (exitCode, errors));
        Assert.Equal($"simulated: identifies=1 resumes=0 dispatched={events} replies=0 violations=0 unknown-routes=0", output);
        Assert.True(events > 50);
    }

    [Fact]
    public async Task Simulate_command_drops_connections_at_the_given_interval()
    {
        await using var simulator = new SpectaclesProcess("simulate --rate 0 --drop-every 0.3 --drops 1 --seconds 20");
        var api = await simulator.ListeningAsync();
        await using var client = await RawClient.ConnectAsync(new Uri($"ws://{api.Authority}"));
        await client.StartNewSessionAsync(Token);
        Assert.Null(await client.WaitForCloseAsync());
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task Simulate_command_prints_its_summary_after_a_signal_even_a_repeated_one(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signals.");
        Assert.SkipWhen(
            signal == "INT" && IgnoresInterrupts(),
            "A shell that runs the tests in the background ignores SIGINT, and child processes inherit that.");
        await using var simulator = new SpectaclesProcess("simulate");
        await simulator.ListeningAsync();
        simulator.Signal(signal);
        simulator.Signal(signal);
        (int exitCode, string output, string errors) = await simulator.EndAsync();
        Assert.Equal((0, ""), (exitCode, errors));
        Assert.Equal("simulated: identifies=0 resumes=0 dispatched=0 replies=0 violations=0 unknown-routes=0", output);
    }

    [Fact]
    public async Task Simulate_command_enables_privileged_intents()
    {
        await using var simulator = new SpectaclesProcess("simulate --rate 0 --privileged content,presences --token a.b.c --seconds 20");
        var api = await simulator.ListeningAsync();
        foreach (
            (var intents, bool allowed) in new[]
            {
                (GatewayIntents.MessageContent | GatewayIntents.GuildPresences, true),
                (GatewayIntents.GuildMembers, false),
            })
        {
            await using var client = await RawClient.ConnectAsync(new Uri($"ws://{api.Authority}"));
            await client.ExpectAsync(Opcode.Hello);
            await client.StartNewSessionAsync("a.b.c", intents);
            if (allowed)
            {
                await client.ExpectAsync("READY");
            }
            else
            {
                Assert.Equal((int)CloseCode.DisallowedIntents, await client.WaitForCloseAsync());
            }
        }
    }

    [Fact]
    public async Task Simulate_command_forgets_what_was_acknowledged()
    {
        await using var simulator = new SpectaclesProcess("simulate --rate 0 --forget-acknowledged --token a.b.c --seconds 20");
        var api = await simulator.ListeningAsync();
        var url = new Uri($"ws://{api.Authority}");
        await using var first = await RawClient.ConnectAsync(url);
        await first.ExpectAsync(Opcode.Hello);
        await first.StartNewSessionAsync("a.b.c");
        var ready = await first.ExpectAsync("READY");
        await first.ExpectAsync("GUILD_CREATE");
        await first.HeartbeatAsync("2");
        await first.ExpectAsync(Opcode.HeartbeatAck);

        await using var second = await RawClient.ConnectAsync(url);
        await second.ExpectAsync(Opcode.Hello);
        await second.ResumeAsync("a.b.c", ready.Data.GetProperty("session_id").GetString()!, 1);

        // Not GUILD_CREATE, which has the sequence 2.
        Assert.Equal(3, (await second.ExpectAsync("RESUMED")).Sequence);
    }

    [Fact]
    public async Task Simulate_command_exits_with_2_after_a_violation()
    {
        await using var simulator = new SpectaclesProcess("simulate --rate 0 --seconds 3");
        var api = await simulator.ListeningAsync();
        await using var client = await RawClient.ConnectAsync(new Uri($"ws://{api.Authority}"));
        await client.StartNewSessionAsync("not.the.token");
        Assert.Equal((int)CloseCode.AuthenticationFailed, await client.WaitForCloseAsync());
        (int exitCode, string output, string errors) = await simulator.EndAsync();
        Assert.Equal((2, "simulated: identifies=0 resumes=0 dispatched=0 replies=0 violations=1 unknown-routes=0"), (exitCode, output));
        Assert.StartsWith("violation on connection 1: ", errors, StringComparison.Ordinal);
        Assert.Contains("\n1 times violation: ", errors.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Simulate_command_exits_with_3_after_a_call_of_a_route_that_is_not_simulated()
    {
        await using var simulator = new SpectaclesProcess("simulate --rate 0 --seconds 2 --unknown 501");
        var api = await simulator.ListeningAsync();
        using var http = new HttpClient { DefaultRequestHeaders = { { "Authorization", $"Bot {Token}" } } };
        for (int i = 0; i < 2; i++)
        {
            using var answer = await http.GetAsync(new Uri($"{api}/guilds/1/unknown"), TestContext.Current.CancellationToken);
            Assert.Equal(501, (int)answer.StatusCode);
        }

        (int exitCode, string output, string errors) = await simulator.EndAsync();
        Assert.Equal((3, "simulated: identifies=0 resumes=0 dispatched=0 replies=0 violations=0 unknown-routes=2"), (exitCode, output));
        Assert.Equal(
            "not simulated: GET /guilds/1/unknown\nnot simulated: GET /guilds/1/unknown\n2 times not simulated: GET /guilds/1/unknown",
            errors.ReplaceLineEndings("\n").Trim());
    }

    [Fact]
    public async Task Simulate_command_reports_that_the_port_is_in_use()
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        await using var simulator = new SpectaclesProcess($"simulate --port {gateway.Url.Port}");
        (int exitCode, string output, string errors) = await simulator.EndAsync();
        Assert.Equal((1, ""), (exitCode, output));
        Assert.StartsWith($"spectacles simulate: can't listen on 127.0.0.1:{gateway.Url.Port}: ", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("simulate --port 70000", "--port must be between 0 and 65535, not 70000.")]
    [InlineData("simulate --port x", "--port must be between 0 and 65535, not x.")]
    [InlineData("simulate --rate -1", "--rate must be between 0 and 1000000, not -1.")]
    [InlineData("simulate --drops -5", "--drops must be between 0 and 1000000, not -5.")]
    [InlineData("simulate --drops few", "--drops must be between 0 and 1000000, not few.")]
    [InlineData("simulate --seconds 0", "--seconds must be more than 0 and less than 1000000 seconds, not 0.")]
    [InlineData("simulate --seconds nope", "--seconds must be more than 0 and less than 1000000 seconds, not nope.")]
    [InlineData("simulate --privileged everything", "--privileged must be members, presences, content, all or none, not 'everything'.")]
    [InlineData("simulate --nonsense", "Unrecognized command or argument '--nonsense'.")]
    [InlineData("simulate --token \"\"", "--token can't be empty.")]
    [InlineData("simulate --listen everywhere", "--listen must be an IP address, such as 127.0.0.1, not everywhere.")]
    [InlineData("simulate --host http://simulator", "--host must be a host name or an IP address, not 'http://simulator'.")]
    [InlineData("simulate --authority authority.pem", "--authority requires --tls.")]
    [InlineData("simulate --world world.json --guilds 2", "--world can't be combined with --guilds or --people.")]
    [InlineData("simulate --world world.json --people 2", "--world can't be combined with --guilds or --people.")]
    [InlineData("simulate --world no/such/file", "spectacles simulate: can't read the world file: ")]
    [InlineData("simulate --listen 192.0.2.1", "spectacles simulate: can't listen on 192.0.2.1:0: ")]
    [InlineData("simulate --tls --authority no/such/folder", "spectacles simulate: can't write the certificate of the authority: ")]
    public async Task Simulate_command_explains_invalid_arguments(string arguments, string error)
    {
        await using var simulator = new SpectaclesProcess(arguments);
        (int exitCode, string output, string errors) = await simulator.EndAsync();
        Assert.Equal((1, ""), (exitCode, output));
        Assert.StartsWith(error, errors, StringComparison.Ordinal);
    }

    private static bool IgnoresInterrupts()
    {
        const string Mask = "SigIgn:";
        string? line = File.Exists("/proc/self/status")
            ? File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith(Mask, StringComparison.Ordinal))
            : null;
        return line is not null && (Convert.ToUInt64(line[Mask.Length..].Trim(), 16) & 2) != 0;
    }
}

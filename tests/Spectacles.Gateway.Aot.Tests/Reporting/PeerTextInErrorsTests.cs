using System.Text.Json;
using Spectacles.Gateway.Testing;
using static Spectacles.Gateway.Tests.MemoryGateway;

namespace Spectacles.Gateway.Tests;

/// <summary>What a server writes is printed on one line, escaped and cut.</summary>
public sealed class PeerTextInErrorsTests : IAsyncDisposable
{
    private const string Attack = "\n\u001b[31mshard 0: all is well\u202e";
    private const string Escaped = @"\n\u001B[31mshard 0: all is well\u202E";
    private readonly LiveGateway live = new();
    private readonly MemoryGateway memory = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await live.DisposeAsync();
        if (memory.Cluster is not null)
        {
            await memory.DisposeAsync();
        }
    }

    [Theory]
    [InlineData(4000)]
    [InlineData(4004)]
    public async Task Close_reason_from_a_server_is_escaped_in_errors(int code)
    {
        var said = new List<string>();
        var cluster = await live.MakeAsync();
        cluster.Error += error => said.Add($"{error} {error.Exception?.Message}");
        cluster.Closed += (_, close) => said.Add(close.Reason);
        cluster.StateChanged += (_, change) => said.Add(change.ToString());
        await cluster.SpawnAsync(Cancel);
        await cluster.WaitForReadyAsync(Cancel).WaitAsync(LiveGateway.Patience, Cancel);

        live.Gateway.ConnectionOf(0).Close(code, Attack);
        await LiveGateway.UntilAsync(() => said.Any(line => line.Contains(Escaped, StringComparison.Ordinal)));
        await cluster.StopAsync();

        Assert.All(said, AssertClean);
        AssertClean(cluster.GetStatus().ToString().Replace(Environment.NewLine, "", StringComparison.Ordinal));
        if (code == 4004)
        {
            AssertClean((await Assert.ThrowsAsync<GatewayClosedException>(() => cluster.Completion)).Message);
        }
    }

    [Fact]
    public async Task Event_name_in_a_listener_error_is_escaped()
    {
        var connection = await memory.StartAsync();
        memory.Cluster!.OnAny(
            (dispatch, _, _) => dispatch.EventName.SequenceEqual("READY"u8)
                ? default
                : throw new InvalidOperationException("at the event"));

        // JSON lets these stand unescaped: a C1 control character, which is a terminal's escape, and a change of direction.
        connection.Receive(Event($"\u009b31mOWNED\u202e{new string('X', 500)}", 2));
        await LiveGateway.UntilAsync(() => memory.ErrorsThatSay("at the event") > 0);

        var error = memory.Errors.Single(error => error.Message.Contains("at the event", StringComparison.Ordinal));
        Assert.Contains(@"\u009B31mOWNED\u202EXXX", error.Message, StringComparison.Ordinal);
        Assert.StartsWith(@"\u009B31mOWNED\u202EXXX", error.EventName, StringComparison.Ordinal);
        Assert.InRange(error.Message.Length, 0, 500);
        AssertClean(error.ToString());
    }

    [Fact]
    public async Task Text_of_an_upgrade_response_is_escaped_in_errors()
    {
        await using var server = await SimulatedGateway.StartAsync(cancellationToken: Cancel);
        await using var hostile = new ScriptedServer(
            $"HTTP/1.1 101 Switching\r\nConnection: Upgrade\r\nUpgrade: {Attack[1..]}\r\nSec-WebSocket-Accept: x\r\n\r\n",
            $"HTTP/1.1 \u001b[31m\r\n\r\n");
        await using var cluster = new Cluster(
            server.Token,
            new ClusterOptions { Api = server.Api, Url = new Uri($"ws://127.0.0.1:{hostile.Port}"), TimeProvider = new FastTime() });
        var said = new List<string>();
        cluster.Error += error => said.Add($"{error}{error.Exception?.Message}");
        await cluster.SpawnAsync(Cancel);

        await LiveGateway.UntilAsync(() => said.Count > 1);

        Assert.All(said.ToArray(), AssertClean);
    }

    [Fact]
    public void Path_of_a_mismatched_value_is_escaped_in_errors()
    {
        byte[] payload = """{"a\u001b\n\u202e":{"b":true}}"""u8.ToArray();

        var error = ModelPath.Locate(
            new JsonException("a number was expected"), "EVENT\u009b", payload, payload.AsSpan().IndexOf("true"u8));

        Assert.Equal(@"EVENT\u009B.a\u001B\n\u202E.b", error.Path);
        AssertClean(error.Message);
    }

    private static void AssertClean(string line) =>
        Assert.DoesNotContain(line, character => char.IsControl(character) || character == '\u202e');
}

namespace Spectacles.Gateway.Tests;

public sealed class FatalCloseTests : IAsyncDisposable
{
    private readonly MemoryGateway gateway = new();

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    [Fact]
    public async Task Close_for_privileged_intents_names_them_and_the_handlers_that_need_them()
    {
        string message = await CloseAsync(CloseCode.DisallowedIntents, null, GatewayIntents.GuildMembers | GatewayIntents.GuildMessages);

        Assert.Contains("The session requested GuildMembers (for Handler.Handle).", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Privileged_intents_that_no_handler_needs_are_attributed_to_the_options()
    {
        string message = await CloseAsync(CloseCode.DisallowedIntents, GatewayIntents.All, GatewayIntents.MessageContent);

        Assert.Contains(
            "The session requested GuildMembers (for ClusterOptions.Intents), and for GuildPresences (for ClusterOptions.Intents), and for "
                + "MessageContent (for Handler.Handle).",
            message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Close_for_unknown_intents_names_their_bits()
    {
        string message = await CloseAsync(
            CloseCode.InvalidIntents, (GatewayIntents)(1 << 30) | GatewayIntents.Guilds, GatewayIntents.Guilds);

        Assert.Contains("bits that are not intents: bit 30 (for ClusterOptions.Intents).", message, StringComparison.Ordinal);
    }

    private async Task<string> CloseAsync(CloseCode code, GatewayIntents? intents, GatewayIntents handler)
    {
        var connection = await gateway.StartAsync(
            new ClusterOptions { Intents = intents }, new Handler("A", (in _, _, _) => default, handler));
        connection.CloseFromServer((int)code);
        var failure = await Assert.ThrowsAsync<GatewayClosedException>(
            () => gateway.Cluster!.Completion.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
        return failure.Message;
    }
}

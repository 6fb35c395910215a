using Spectacles.Gateway.Rest;

namespace Spectacles.Gateway.WholeProcess;

/// <summary>Sends messages with this library.</summary>
internal sealed class SentMessages(Uri api) : ICallClient
{
    // The server's headers announce a limit that is never reached, and so does the global limit.
    private readonly BotRest rest = new(
        Calls.Token, new BotRestOptions { Api = api, RateLimits = new RateLimitOptions { GlobalLimit = 1_000_000 } });

    public async Task CallAsync()
    {
        var message = await rest.CreateMessageAsync(820000000000000001, new() { Content = Calls.Message });
        if (message.ChannelId == 0)
        {
            throw new InvalidOperationException("The answer was not read.");
        }
    }

    public void Dispose() => rest.Dispose();
}

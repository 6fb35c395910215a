namespace Spectacles.Gateway.Testing;

/// <summary>The bots that one server simulates, each with a world of its own. The token of a client decides which is meant.</summary>
internal sealed class BotRegistry(GatewayState first)
{
    private const int MostEnded = 10_000;

    private readonly Lock gate = new();
    private readonly Queue<string> ended = new();
    private GatewayState[] all = [first];

    /// <summary>All bots, the oldest first.</summary>
    public IReadOnlyList<GatewayState> All => Volatile.Read(ref all);

    /// <summary>The bot of a client that has not said its token.</summary>
    public GatewayState First => first;

    /// <exception cref="InvalidOperationException">There is a bot with the same token.</exception>
    public void Add(GatewayState bot)
    {
        lock (gate)
        {
            if (bot.Rules.Tokens.Any(token => Find(token) is not null))
            {
                throw new InvalidOperationException("There is a bot with the same token. Each bot of a server needs a token of its own.");
            }

            all = [.. all, bot];
        }
    }

    public void Remove(GatewayState bot)
    {
        lock (gate)
        {
            all = [.. all.Where(other => other != bot)];
            ended.Enqueue(bot.Rules.Tokens[0]);
            if (ended.Count > MostEnded)
            {
                ended.Dequeue();
            }
        }
    }

    /// <summary>Whether the bot with this token was removed. Its clients do nothing wrong if they still run for a moment.</summary>
    public bool HasEnded(string token)
    {
        lock (gate)
        {
            return Find(token) is null && TokenCheck.IsAccepted(token, [.. ended]);
        }
    }

    /// <summary>The bot with this token, which may have the prefix <c>Bot</c>; null when there is none.</summary>
    public GatewayState? Find(string? token) => Array.Find(Volatile.Read(ref all), bot => TokenCheck.IsAccepted(token, bot.Rules.Tokens));

    /// <summary>The bot that has the interaction or the webhook with this token, or the first one.</summary>
    public GatewayState WithToken(string token) => Array.Find(
        Volatile.Read(ref all),
        bot => bot.Interactions.FindByToken(token) is not null || bot.Webhooks.Items.Any(webhook => webhook.Token == token)) ?? First;
}

namespace Spectacles.Gateway;

/// <summary>The registry with one <see cref="Gateway"/> per token and API address, for as long as a cluster uses it.</summary>
internal static class GatewayRegistry
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<RegistryKey, Gateway> Entries = [];

    /// <summary>
    /// The identify queues outlive their gateways: a new cluster must not identify too soon after the last IDENTIFY of the old one.
    /// </summary>
    private static readonly Dictionary<RegistryKey, IdentifyQueue> Turns = [];

    public static Gateway GetOrAdd(TokenSource tokens, GatewayOptions options)
    {
        string token = tokens.First.Value;
        lock (Gate)
        {
            var key = KeyOf(token, options.ApiOrDiscords);
            if (!Entries.TryGetValue(key, out var gateway))
            {
                ForgetIdleTurns();
                var turnsKey = new RegistryKey(token, options.Time);
                if (!Turns.TryGetValue(turnsKey, out var turns))
                {
                    Turns.Add(turnsKey, turns = new IdentifyQueue(options.Time));
                }

                gateway = new Gateway(tokens, options, options.IdentifyQueue ?? turns);
            }

            if (gateway.Apply(options) is { } other)
            {
                throw new InvalidOperationException($"The gateway of this token at {gateway.Api} exists with another {other}. Use the same "
                    + "options for all clusters of a token, dispose the other clusters first, or create a separate Gateway.");
            }

            Entries[key] = gateway;
            return gateway;
        }
    }

    /// <summary>Removes the queues of bots that have no gateway and have not identified recently.</summary>
    private static void ForgetIdleTurns()
    {
        foreach (var (key, turns) in Turns)
        {
            if (turns.IsIdle && !IsUsed(key.Token))
            {
                Turns.Remove(key);
            }
        }
    }

    private static bool IsUsed(string token)
    {
        foreach (var key in Entries.Keys)
        {
            if (key.Token == token)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Registers a cluster on the gateway.</summary>
    public static void Enter(Gateway gateway)
    {
        lock (Gate)
        {
            gateway.Users++;
        }
    }

    /// <summary>Unregisters a disposed cluster from the gateway.</summary>
    public static void Leave(Gateway gateway)
    {
        lock (Gate)
        {
            gateway.Users--;
            if (gateway.Users > 0)
            {
                return;
            }

            var key = KeyOf(gateway.Tokens.First.Value, gateway.Api);
            if (Entries.TryGetValue(key, out var entry) && ReferenceEquals(entry, gateway))
            {
                Entries.Remove(key);
            }
        }
    }

    private static RegistryKey KeyOf(string token, Uri api) => new(token, api.AbsoluteUri.TrimEnd('/'));

    /// <summary>A class: NativeAOT compiles a dictionary once for all classes, and once for each struct.</summary>
    /// <param name="Token">The token.</param>
    /// <param name="Of">The API's address, or the clock.</param>
    private sealed record RegistryKey(string Token, object Of);
}

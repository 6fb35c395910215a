namespace Spectacles.Gateway;

/// <summary>One <see cref="Gateway"/> for a token and an API address, as long as a cluster lives on it.</summary>
internal static class GatewayRegistry
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<(string Token, Uri Api), Gateway> Entries = [];
    private static readonly Dictionary<Gateway, int> Users = [];

    public static Gateway GetOrAdd(BotToken token, int? shards, GatewayOptions options)
    {
        lock (Gate)
        {
            var key = (token.Value, options.Api);
            if (!Entries.TryGetValue(key, out var gateway))
            {
                gateway = new Gateway(token, options);
            }

            if (shards is { } count)
            {
                gateway.FixShards(count);
            }

            Entries[key] = gateway;
            return gateway;
        }
    }

    /// <summary>A cluster lives on the gateway.</summary>
    public static void Enter(Gateway gateway)
    {
        lock (Gate)
        {
            Users[gateway] = Users.GetValueOrDefault(gateway) + 1;
        }
    }

    /// <summary>A cluster on the gateway was disposed.</summary>
    public static void Leave(Gateway gateway)
    {
        lock (Gate)
        {
            int left = Users.GetValueOrDefault(gateway) - 1;
            if (left > 0)
            {
                Users[gateway] = left;
                return;
            }

            Users.Remove(gateway);
            var key = (gateway.Token, gateway.Api);
            if (Entries.TryGetValue(key, out var entry) && ReferenceEquals(entry, gateway))
            {
                Entries.Remove(key);
            }
        }
    }
}


namespace Spectacles.Gateway;

/// <summary>How the gateway compresses what it sends on a connection, and what inflates it here. What is sent to the gateway is never compressed.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway#transport-compression</remarks>
public sealed class TransportCompression
{
    private readonly Func<int, IInflater> newInflater;

    /// <summary>A compression of your own, or another inflater for one of Discord's.</summary>
    /// <param name="name">The value of the query parameter <c>compress</c>, such as <c>zlib-stream</c>; null for an address without that parameter.</param>
    /// <param name="newInflater">Makes the inflater of one connection, which takes its binary frames. Its argument is the largest message in bytes, once inflated.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public TransportCompression(string? name, Func<int, IInflater> newInflater)
    {
        if (name is not null)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(name);
        }

        ArgumentNullException.ThrowIfNull(newInflater);
        Name = name;
        this.newInflater = newInflater;
    }

    // Each is made when it is first asked for: initializers would keep the inflaters that a bot does not name in its executable.

    /// <summary><c>zlib-stream</c>, by this library's own inflater: 44 KB per connection. The default.</summary>
    public static TransportCompression ZlibStream => field ??= new("zlib-stream", static limit => new GatewayInflater(limit));

    /// <summary><c>zlib-stream</c>, by the runtime's zlib, which takes about twice the time: should you ever distrust our own inflater.</summary>
    public static TransportCompression RuntimeZlibStream => field ??= new("zlib-stream", static limit => new ZlibStreamInflater(limit));

    /// <summary>None: messages come as text. For a gateway on the same machine, such as a proxy.</summary>
    public static TransportCompression None => field ??= new(null, static limit => new FrameBuffer(limit));

    /// <summary>The value of the query parameter <c>compress</c>; null for none.</summary>
    public string? Name { get; }

    /// <summary>Makes the inflater of one connection.</summary>
    /// <param name="maxMessageBytes">The largest message in bytes, once inflated: <see cref="ClusterOptions.MaxMessageBytes"/>.</param>
    /// <exception cref="InvalidOperationException">What was to make it has made none.</exception>
    public IInflater NewInflater(int maxMessageBytes) =>
        newInflater(maxMessageBytes) ?? throw new InvalidOperationException($"The transport compression '{this}' has made no inflater.");

    /// <summary>Its name.</summary>
    public override string ToString() => Name ?? "none";
}

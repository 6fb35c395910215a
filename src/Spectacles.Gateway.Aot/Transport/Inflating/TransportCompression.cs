
namespace Spectacles.Gateway;

/// <summary>
/// A compression of the gateway's messages on a connection, with its inflater. Messages to the gateway are never compressed.
/// </summary>
/// <remarks>https://discord.com/developers/docs/events/gateway#transport-compression</remarks>
public sealed class TransportCompression
{
    private readonly Func<int, IInflater> newInflater;

    /// <summary>Creates a custom compression, or another inflater for one of Discord's.</summary>
    /// <param name="name">The value of the query parameter <c>compress</c>, such as <c>zlib-stream</c>; null to omit the parameter.</param>
    /// <param name="newInflater">
    /// Creates the inflater of one connection, which processes its binary frames. Its argument is the largest message in bytes, after
    /// inflating.
    /// </param>
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

    // Each is created when it is first used. With initializers, the executable would contain inflaters that a bot does not use.

    /// <summary><c>zlib-stream</c>, with this library's own inflater: 38 KB per connection. The default.</summary>
    public static TransportCompression ZlibStream => field ??= new("zlib-stream", static limit => new GatewayInflater(limit));

    /// <summary><c>zlib-stream</c>, with the runtime's zlib, which takes about 2.4 times the time.</summary>
    public static TransportCompression RuntimeZlibStream => field ??= new("zlib-stream", static limit => new ZlibStreamInflater(limit));

    /// <summary>No compression: messages arrive as text. For a gateway on the same machine, such as a proxy.</summary>
    public static TransportCompression None => field ??= new(null, static limit => new FrameBuffer(limit));

    /// <summary>The value of the query parameter <c>compress</c>; null for none.</summary>
    public string? Name { get; }

    /// <summary>Creates the inflater of one connection.</summary>
    /// <param name="maxMessageBytes">The largest message in bytes, after inflating: <see cref="ClusterOptions.MaxMessageBytes"/>.</param>
    /// <exception cref="InvalidOperationException">The factory returned no inflater.</exception>
    public IInflater NewInflater(int maxMessageBytes) =>
        newInflater(maxMessageBytes) ?? throw new InvalidOperationException($"The transport compression '{this}' returned no inflater.");

    /// <summary>Returns the name.</summary>
    public override string ToString() => Name ?? "none";
}

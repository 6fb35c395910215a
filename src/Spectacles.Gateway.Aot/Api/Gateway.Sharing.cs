using System.Net;

namespace Spectacles.Gateway;

/// <content>The gateways that clusters of one token share, and what their connections need of the options.</content>
public sealed partial class Gateway
{
    /// <summary>The number of clusters that use it. Protected by the lock of <see cref="GatewayRegistry"/>.</summary>
    internal int Users { get; set; }

    /// <summary>Whether <see cref="Http"/> is the user's.</summary>
    internal bool IsHttpGiven => options.Http is not null;

    /// <summary>The user's proxy; null for the system's.</summary>
    internal IWebProxy? Proxy => options.Proxy;

    /// <summary>
    /// Returns the shared gateway of a token and an API address in this process, so that all its users share the identify limit.
    /// </summary>
    /// <param name="token">The bot's token, with or without the prefix "Bot ".</param>
    /// <param name="options">
    /// The options for finding the servers. Those that are set must not differ from the options of the first call for the token and the
    /// address.
    /// </param>
    /// <remarks>The entry is removed from the registry when the last cluster on it is disposed.</remarks>
    /// <exception cref="ArgumentException">The token is not a valid bot token.</exception>
    /// <exception cref="InvalidOperationException">The gateway exists with another value of an option.</exception>
    public static Gateway From(string token, GatewayOptions? options = null) =>
        OfCluster(token, GatewayOptions.ThrowIfDerived(options));

    /// <inheritdoc cref="From(string, GatewayOptions?)"/>
    internal static Gateway OfCluster(string token, GatewayOptions options) =>
        GatewayRegistry.GetOrAdd(new TokenSource(BotToken.Parse(token)), options);

    /// <inheritdoc cref="From(string, GatewayOptions?)"/>
    /// <param name="token">The file with the token, which is read now and before each use.</param>
    /// <param name="options">
    /// The options for finding the servers. Those that are set must not differ from the options of the first call for the token and the
    /// address.
    /// </param>
    /// <exception cref="GatewayException">The file can't be read, or contains no valid token.</exception>
    public static Gateway From(TokenFile token, GatewayOptions? options = null) =>
        OfCluster(token, GatewayOptions.ThrowIfDerived(options));

    /// <inheritdoc cref="From(TokenFile, GatewayOptions?)"/>
    internal static Gateway OfCluster(TokenFile token, GatewayOptions options) => GatewayRegistry.GetOrAdd(SourceOf(token), options);

    private static TokenSource SourceOf(TokenFile token)
    {
        ArgumentNullException.ThrowIfNull(token);
        return new TokenSource(token);
    }
}

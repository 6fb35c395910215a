namespace Spectacles.Gateway.Rest;

/// <summary>The token of a client.</summary>
/// <param name="first">The token that it begins with.</param>
internal class RestToken(BotToken first)
{
    private volatile string authorization = Header(first);

    /// <summary>The value of the header Authorization.</summary>
    public string Authorization
    {
        get => authorization;
        protected set => authorization = value;
    }

    /// <summary>The header that was refused and not replaced; null if there is none, or if the token never changes.</summary>
    public virtual string? LastRefused => null;

    /// <summary>Returns whether the client has another token than a refused one, or can get one now.</summary>
    /// <param name="refused">The value of the header that was refused.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public virtual ValueTask<bool> HasReplacedAsync(string refused, CancellationToken cancellationToken) => new(false);

    protected static string Header(BotToken token) => $"Bot {token.Value}";
}

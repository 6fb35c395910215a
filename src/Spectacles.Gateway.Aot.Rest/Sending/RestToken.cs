using Microsoft.Extensions.Logging;

namespace Spectacles.Gateway.Rest;

/// <summary>The token of a client: a constant, or the content of a file, which is read again when Discord refuses the token.</summary>
internal sealed class RestToken
{
    private static readonly TimeSpan LongestRead = TimeSpan.FromSeconds(5);

    private readonly TokenFile? file;
    private readonly BotToken first;
    private volatile string authorization;
    private volatile string? lastRefused;

    /// <exception cref="ArgumentException">The text is not a bot's token.</exception>
    public RestToken(string token)
    {
        first = BotToken.Parse(token);
        authorization = Header(first);
    }

    /// <exception cref="GatewayException">The file can't be read, or contains no valid token.</exception>
    public RestToken(TokenFile file)
        : this(file.ReadToken()) => this.file = file;

    /// <summary>The value of the header Authorization.</summary>
    public string Authorization => authorization;

    /// <summary>The header that was refused and not replaced; the current one if there is none.</summary>
    public string LastRefused => lastRefused ?? authorization;

    /// <summary>Whether the token may change.</summary>
    public bool IsInFile => file is not null;

    /// <summary>Returns whether the client has another token than a refused one. The file is read again if it has not.</summary>
    /// <param name="refused">The value of the header that was refused.</param>
    /// <param name="time">The clock of the time limit.</param>
    /// <param name="logger">Where an unusable file is logged; null for nowhere.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public async ValueTask<bool> HasReplacedAsync(
        string refused, TimeProvider time, ILogger? logger, CancellationToken cancellationToken)
    {
        if (file is null || authorization != refused)
        {
            return authorization != refused;
        }

        lastRefused = refused;
        string problem;
        try
        {
            // The file may be on a network file system that does not answer.
            string text = await Task.Run(file.ReadToken, CancellationToken.None).WaitAsync(LongestRead, time, cancellationToken)
                .ConfigureAwait(false);
            var token = BotToken.Parse(text);
            if (token.IsOfSameBot(first))
            {
                authorization = Header(token);
                return authorization != refused;
            }

            problem = "It contains the token of another bot.";
        }
        catch (TimeoutException)
        {
            problem = $"It could not be read within {LongestRead.TotalSeconds} s.";
        }
        catch (GatewayException exception)
        {
            problem = exception.Message;
        }

        if (logger is not null)
        {
            SendingLog.TokenFile(logger, file.Path, problem);
        }

        return false;
    }

    private static string Header(BotToken token) => $"Bot {token.Value}";
}

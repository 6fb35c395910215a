using Microsoft.Extensions.Logging;

namespace Spectacles.Gateway.Rest;

/// <summary>A token in a file, which is read again when Discord refuses the token. A bot without one does not contain this code.</summary>
internal sealed class RestTokenFile : RestToken
{
    private static readonly TimeSpan LongestRead = TimeSpan.FromSeconds(5);

    private readonly TokenFile file;
    private readonly BotToken first;
    private readonly TimeProvider time;
    private readonly ILogger? logger;
    private volatile string? lastRefused;

    private RestTokenFile(TokenFile file, BotToken first, TimeProvider time, ILogger? logger)
        : base(first) => (this.file, this.first, this.time, this.logger) = (file, first, time, logger);

    /// <inheritdoc/>
    public override string? LastRefused => lastRefused;

    /// <summary>Reads the file for the first time.</summary>
    /// <param name="file">The file.</param>
    /// <param name="time">The clock of the time limit.</param>
    /// <param name="logger">Where an unusable file is logged; null for nowhere.</param>
    /// <exception cref="GatewayException">The file can't be read, or contains no valid token.</exception>
    public static RestTokenFile Read(TokenFile file, TimeProvider time, ILogger? logger) =>
        new(file, BotToken.Parse(file.ReadToken()), time, logger);

    /// <inheritdoc/>
    public override async ValueTask<bool> HasReplacedAsync(string refused, CancellationToken cancellationToken)
    {
        if (Authorization != refused)
        {
            return true;
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
                Authorization = Header(token);
                return Authorization != refused;
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
}

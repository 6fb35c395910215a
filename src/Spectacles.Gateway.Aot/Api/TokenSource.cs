namespace Spectacles.Gateway;

/// <summary>The token of a gateway: a constant, or the content of a file that can change.</summary>
internal sealed class TokenSource
{
    private static readonly TimeSpan LongestRead = TimeSpan.FromSeconds(5);

    private readonly TokenFile? file;
    private volatile BotToken current;

    public TokenSource(BotToken token)
    {
        First = token;
        current = token;
    }

    /// <exception cref="GatewayException">The file can't be read, or contains no valid token.</exception>
    public TokenSource(TokenFile file)
        : this(file.Read()) => this.file = file;

    /// <summary>The first token. It identifies the gateway in the registry.</summary>
    public BotToken First { get; }

    /// <summary>The token that was read last.</summary>
    public BotToken Current => current;

    /// <summary>Reads the file again. Never throws: if the file can't be used, the last token is returned.</summary>
    /// <param name="time">The clock of the time limit.</param>
    /// <param name="errors">Where the reason is reported; null for nowhere.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public async ValueTask<BotToken> ReadAsync(TimeProvider time, ErrorReport? errors, CancellationToken cancellationToken)
    {
        if (file is null)
        {
            return current;
        }

        try
        {
            // The file may be on a network file system that does not answer.
            var token = await Task.Run(file.Read, CancellationToken.None).WaitAsync(LongestRead, time, cancellationToken)
                .ConfigureAwait(false);
            if (!token.IsOfSameBot(First))
            {
                errors?.Warn($"The token file {file.Path} contains the token of another bot. The last token remains in use; restart the "
                    + "process to run the other bot.");
                return current;
            }

            current = token;
        }
        catch (TimeoutException)
        {
            errors?.Warn(
                $"The token file {file.Path} could not be read within {LongestRead.TotalSeconds} s. The last token remains in use.");
        }
        catch (OperationCanceledException)
        {
            // The caller has ended.
        }
        catch (GatewayException e)
        {
            errors?.Warn($"{e.Message.TrimEnd('.')}. The last token remains in use.");
        }

        return current;
    }

    /// <summary>Returns whether the source now has another token than one that was refused.</summary>
    /// <param name="refused">The refused token.</param>
    /// <param name="time">The clock of the time limit.</param>
    /// <param name="errors">Where an unusable file is reported; null for nowhere.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public async ValueTask<bool> HasReplacedAsync(
        BotToken refused, TimeProvider time, ErrorReport? errors, CancellationToken cancellationToken) =>
        file is not null && (await ReadAsync(time, errors, cancellationToken).ConfigureAwait(false)).Value != refused.Value;
}

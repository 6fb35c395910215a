namespace Spectacles.Gateway;

/// <summary>
/// A file that contains a bot's token, such as a mounted secret. The gateway reads it again before each request to the API, each IDENTIFY
/// and each RESUME, so that a new token is used without a restart.
/// </summary>
/// <remarks>
/// The file contains the token alone, in UTF-8, with or without a line break at its end. If the file can't be read later, or contains the
/// token of another bot, the last token remains in use and a warning is reported. A refusal of the token (HTTP 401, close code 4004) is
/// final only if the file still contains that token.
/// </remarks>
public sealed class TokenFile
{
    private const int Largest = 4 * 1024;

    /// <summary>Creates the description of a token file. The file is read when a gateway or a cluster is created with it.</summary>
    /// <param name="path">The path of the file.</param>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    public TokenFile(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        Path = System.IO.Path.GetFullPath(path);
    }

    /// <summary>The full path of the file.</summary>
    public string Path { get; }

    /// <summary>Reads the token that the file contains now. Blocks the thread for the time of the read.</summary>
    /// <returns>The token, without the prefix "Bot ". Keep it out of logs.</returns>
    /// <exception cref="GatewayException">The file can't be read, or contains no valid token. The message contains the path.</exception>
    public string ReadToken() => Read().Value;

    /// <summary>Returns the path.</summary>
    public override string ToString() => Path;

    /// <summary>Reads the file. Blocks the thread for the time of the read.</summary>
    /// <exception cref="GatewayException">The file can't be read, or contains no valid token. The message contains the path.</exception>
    internal BotToken Read()
    {
        try
        {
            using var file = File.OpenRead(Path);
            byte[] start = new byte[Largest];
            int count = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
            return BotToken.Parse(System.Text.Encoding.UTF8.GetString(start, 0, count).TrimStart('\uFEFF'));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new GatewayException($"The token file {Path} can't be read: {PeerText.Escape(e.Message)}", e)
            {
                IsConfigurationError = true,
            };
        }
        catch (ArgumentException e)
        {
            // The message never contains the token.
            throw new GatewayException($"The token file {Path} does not contain a bot token. {PeerText.Escape(e.Message)}")
            {
                IsConfigurationError = true,
            };
        }
    }
}

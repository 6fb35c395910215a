using System.Buffers;
using System.Net;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Rest;

/// <content>Downloads of attachments and images.</content>
public sealed partial class BotRest
{
    private const int DownloadChunk = 64 * 1024;

    private static readonly string[] DownloadHosts =
        ["cdn.discordapp.com", "media.discordapp.net", "images-ext-1.discordapp.net", "images-ext-2.discordapp.net"];

    /// <summary>
    /// Downloads a file of Discord's CDN into a stream, without keeping it in memory. The bot's token is not sent, a redirect is not
    /// followed, and nothing is repeated. After an error the stream may contain the beginning of the file.
    /// </summary>
    /// <param name="url">The URL: of an attachment, an image (<see cref="CdnUrl.ToUri"/>) or the media of an embed.</param>
    /// <param name="destination">Where the file is written to. It is not disposed.</param>
    /// <param name="maxBytes">The greatest number of bytes. A larger file is an error.</param>
    /// <param name="cancellationToken">Cancels the download.</param>
    /// <returns>The number of bytes.</returns>
    /// <exception cref="ArgumentException">
    /// The URL is not one of Discord's over HTTPS, nor of one of the <see cref="BotRestOptions.DownloadOrigins"/>.
    /// </exception>
    /// <exception cref="HttpRequestException">
    /// The host could not be reached, or it answered with another status than 200. The file is larger than
    /// <paramref name="maxBytes"/>: then the error is <see cref="HttpRequestError.ConfigurationLimitExceeded"/>.
    /// </exception>
    /// <exception cref="TimeoutException">The download did not end within <see cref="BotRestOptions.Deadline"/>.</exception>
    /// <remarks>https://discord.com/developers/docs/reference#signed-attachment-cdn-urls</remarks>
    public async Task<long> DownloadAsync(Uri url, Stream destination, long maxBytes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(url);
        ArgumentNullException.ThrowIfNull(destination);
        ArgumentOutOfRangeException.ThrowIfNegative(maxBytes);
        if (!MayDownload(url))
        {
            throw new ArgumentException(
                "Files are downloaded from Discord's CDN over HTTPS only. Add other origins to BotRestOptions.DownloadOrigins.",
                nameof(url));
        }

        using var call = StartCall(default, cancellationToken);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            request.Headers.TryAddWithoutValidation("User-Agent", UserAgent);
            using var response = await SendMessageAsync(request, call.Token).ConfigureAwait(false);
            if (response.StatusCode != HttpStatusCode.OK)
            {
                throw new HttpRequestException($"{url.Host} answered {(int)response.StatusCode} to a download.", null, response.StatusCode);
            }

            return await CopyAsync(response.Content, destination, maxBytes, call.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception)
        {
            throw NetworkErrorOf(exception, call.Token) ?? EndOf(call, "The download", exception);
        }
    }

    /// <summary>Downloads an attachment. One that is larger by its description is refused without a request.</summary>
    /// <param name="attachment">The attachment of a message or an interaction.</param>
    /// <param name="destination">Where the file is written to. It is not disposed.</param>
    /// <param name="maxBytes">The greatest number of bytes. A larger file is an error.</param>
    /// <param name="cancellationToken">Cancels the download.</param>
    /// <inheritdoc cref="DownloadAsync(Uri, Stream, long, CancellationToken)"/>
    public Task<long> DownloadAsync(
        Attachment attachment, Stream destination, long maxBytes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(attachment);
        return attachment.Size > maxBytes
            ? Task.FromException<long>(TooLarge(maxBytes))
            : DownloadAsync(new Uri(attachment.Url), destination, maxBytes, cancellationToken);
    }

    private static async Task<long> CopyAsync(HttpContent content, Stream destination, long maxBytes, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > maxBytes)
        {
            throw TooLarge(maxBytes);
        }

        var source = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using var owned = source.ConfigureAwait(false);
        byte[] chunk = ArrayPool<byte>.Shared.Rent(DownloadChunk);
        try
        {
            long total = 0;
            while (await ReadAsync(source, chunk, cancellationToken).ConfigureAwait(false) is > 0 and var read)
            {
                total += read;
                if (total > maxBytes)
                {
                    throw TooLarge(maxBytes);
                }

                await destination.WriteAsync(chunk.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
            }

            return total;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }

    // An error of the destination stays one.
    private static async ValueTask<int> ReadAsync(Stream source, byte[] chunk, CancellationToken cancellationToken)
    {
        try
        {
            return await source.ReadAsync(chunk, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException exception)
        {
            throw BrokenAnswer(exception);
        }
    }

    private static HttpRequestException TooLarge(long maxBytes) =>
        new(HttpRequestError.ConfigurationLimitExceeded, $"The file to download is larger than {maxBytes} bytes.");

    private bool MayDownload(Uri url)
    {
        if (!url.IsAbsoluteUri || url.UserInfo.Length > 0)
        {
            return false;
        }

        foreach (var origin in options.DownloadOrigins)
        {
            if (Uri.Compare(url, origin, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0)
            {
                return true;
            }
        }

        return url.Scheme == Uri.UriSchemeHttps && url.IsDefaultPort && DownloadHosts.Contains(url.IdnHost, StringComparer.Ordinal);
    }
}

using System.Net;
using System.Net.Http.Headers;
using Spectacles.Gateway.Protocol;

namespace Spectacles.Gateway;

/// <summary>The one REST request that leads to the gateway.</summary>
internal sealed class GatewayApi(Uri api, HttpMessageInvoker? http, TimeProvider time)
{
    private const int LargestAnswer = 64 * 1024;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private static readonly Lazy<HttpMessageInvoker> DefaultHttp = new(() => new HttpMessageInvoker(new SocketsHttpHandler { ConnectTimeout = Deadline }));

    /// <summary>https://discord.com/developers/docs/events/gateway#get-gateway-bot</summary>
    public async Task<GatewayInformation> GetGatewayBotAsync(BotToken token, CancellationToken cancellationToken)
    {
        var address = new Uri($"{api.AbsoluteUri.TrimEnd('/')}/gateway/bot");
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bot", token.Value);

        // https://discord.com/developers/docs/reference#user-agent
        request.Headers.TryAddWithoutValidation("User-Agent", "DiscordBot (https://github.com/spec-tacles, 0.1.0) Spectacles.Gateway.Aot");

        using var deadline = new CancellationTokenSource(Deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            using var response = await (http ?? DefaultHttp.Value).SendAsync(request, either.Token).ConfigureAwait(false);
            if (response.StatusCode != HttpStatusCode.OK)
            {
                throw Refused(response, address);
            }

            byte[] json = await ReadAsync(response, address, either.Token).ConfigureAwait(false);
            return GatewayInformation.Read(json, time.GetUtcNow());
        }
        catch (HttpRequestException e)
        {
            throw new GatewayException($"The API can't be reached at {address}: {e.GetBaseException().Message.TrimEnd('.')}. Check the network and the API address.", e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new GatewayException($"The API at {address} did not answer within {Deadline.TotalSeconds} s. Check the network and the API address.", e);
        }
    }

    private static GatewayException Refused(HttpResponseMessage response, Uri address) => response.StatusCode switch
    {
        HttpStatusCode.Unauthorized => new GatewayException($"The API at {address} answered 401: the token is wrong. Copy the bot token anew from the developer portal (Bot > Token)."),
        HttpStatusCode.NotFound => new GatewayException($"The API at {address} answered 404: check the API address; it ends in the version, such as /api/v10."),
        HttpStatusCode.TooManyRequests => new GatewayException($"The API at {address} answered 429: wait {response.Headers.RetryAfter} s before the next try."),
        var status => new GatewayException($"The API at {address} answered {(int)status} {response.ReasonPhrase}."),
    };

    private static async Task<byte[]> ReadAsync(HttpResponseMessage response, Uri address, CancellationToken cancellationToken)
    {
        // Not ReadAsByteArrayAsync: its limit is 2 GB.
        byte[] buffer = new byte[LargestAnswer];
        var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        int count = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        return count < buffer.Length
            ? buffer[..count]
            : throw new GatewayException($"The API at {address} answered more than {LargestAnswer} bytes. Check the API address.");
    }
}

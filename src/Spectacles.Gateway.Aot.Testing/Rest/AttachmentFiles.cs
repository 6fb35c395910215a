using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;

namespace Spectacles.Gateway.Testing;

/// <summary>Serves the contents of attachments, which Discord's CDN does for everybody who has the URL.</summary>
/// <remarks>https://discord.com/developers/docs/reference#image-formatting</remarks>
internal sealed class AttachmentFiles(BotRegistry bots)
{
    public const string Path = "/attachments";

    /// <summary>Answers with the file of <c>/{channel}/{attachment}/{name}</c>, or with 404.</summary>
    public async Task ServeAsync(HttpContext context, PathString path)
    {
        if (Find(path) is not { } found)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        context.Response.ContentLength = found.Content.Length;
        context.Response.ContentType = MediaTypeHeaderValue.TryParse(found.Attachment.ContentType, out var type) ? type.ToString() : null;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(found.Content, context.RequestAborted);
        }
    }

    private (SimulatedAttachment Attachment, ReadOnlyMemory<byte> Content)? Find(PathString path)
    {
        if (path.Value?.Split('/') is not ["", _, var digits, _] || !Snowflake.TryParse(digits, null, out var id))
        {
            return null;
        }

        var found = bots.All.Select(bot => bot.Attachments.Find(id)).FirstOrDefault(found => found is not null);
        return found?.Attachment.Url.EndsWith(Path + path, StringComparison.Ordinal) == true ? found : null;
    }
}

namespace Spectacles.Gateway.Rest;

/// <summary>How a route wants its files: the fields of the form.</summary>
/// <param name="FileField">The field of the only file; null for the numbered fields <c>files[0]</c>, <c>files[1]</c> and so on.</param>
/// <param name="HasValueFields">Whether each value of the body has its own field, instead of all in <c>payload_json</c>.</param>
/// <param name="AttachmentsParent">The property of the body whose object has the list <c>attachments</c>; null for the body itself.</param>
/// <remarks>https://discord.com/developers/docs/reference#uploading-files</remarks>
internal sealed record UploadForm(string? FileField = null, bool HasValueFields = false, string? AttachmentsParent = null)
{
    private const int MostFiles = 10;

    private static readonly UploadForm Message = new();
    private static readonly UploadForm InteractionAnswer = new(AttachmentsParent: "data");
    private static readonly UploadForm ForumPost = new(AttachmentsParent: "message");
    private static readonly UploadForm Sticker = new("file", HasValueFields: true);
    private static readonly UploadForm Attachment = new("file");
    private static readonly UploadForm InvitedUsers = new("target_users_file");

    /// <summary>The greatest number of files.</summary>
    public int Limit => FileField is null ? MostFiles : 1;

    /// <summary>Returns the form of a route; that of a message for a route that is not known here.</summary>
    /// <remarks>
    /// https://discord.com/developers/docs/resources/sticker#create-guild-sticker
    /// https://discord.com/developers/docs/resources/channel#start-thread-in-forum-or-media-channel
    /// https://discord.com/developers/docs/interactions/receiving-and-responding#create-interaction-response
    /// https://discord.com/developers/docs/resources/invite#update-target-users
    /// </remarks>
    public static UploadForm Of(string template) => template switch
    {
        "/interactions/{interaction_id}/{interaction_token}/callback" => InteractionAnswer,
        "/channels/{channel_id}/threads" => ForumPost,
        "/guilds/{guild_id}/stickers" => Sticker,
        "/applications/{application_id}/attachment" => Attachment,
        "/channels/{channel_id}/invites" or "/invites/{code}/target-users" => InvitedUsers,
        _ => Message,
    };
}

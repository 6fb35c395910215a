using System.Globalization;
using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>Finds what Discord refuses in a message and its schema does not tell.</summary>
/// <remarks>https://discord.com/developers/docs/resources/message#create-message</remarks>
internal static class MessageCheck
{
    private const int LongestContent = 2000;
    private const int LongestEmbeds = 6000;
    private const int ActionRow = 1;

    private static readonly string[] EmbedParts =
        ["title", "description", "url", "image", "thumbnail", "footer", "author", "fields", "video", "timestamp"];

    /// <summary>Why Discord refuses the message; null when it accepts it.</summary>
    /// <param name="sent">What was sent.</param>
    /// <param name="edited">The message that is edited; null for a new one.</param>
    public static RestAnswer? Refuse(MessageBody sent, SimulatedMessage? edited = null)
    {
        if (sent.Uploads.RefuseSize() is { } tooLarge)
        {
            return tooLarge;
        }

        var errors = new FormErrors();
        if (sent.Content?.Length > LongestContent)
        {
            errors["content"].Add("BASE_TYPE_MAX_LENGTH", $"Must be {LongestContent} or fewer in length.");
        }

        CheckMentions(sent.AllowedMentions, errors["allowed_mentions"]);
        CheckEmbeds(sent.Embeds, errors["embeds"]);
        CheckComponents(sent, edited, errors);
        sent.Uploads.Check(edited, errors);
        if (errors.Count > 0)
        {
            return RestAnswer.InvalidForm(errors);
        }

        return IsEmpty(sent, edited) ? RestAnswer.Error(400, 50006, "Cannot send an empty message") : null;
    }

    /// <summary>A list of ids and the permission for all of them exclude each other.</summary>
    /// <remarks>https://discord.com/developers/docs/resources/message#allowed-mentions-object</remarks>
    private static void CheckMentions(AllowedMentions? allowed, FormErrors errors)
    {
        if (allowed is { AllUsers: true, Users.Count: > 0 })
        {
            AddExclusive(errors, "users");
        }

        if (allowed is { AllRoles: true, Roles.Count: > 0 })
        {
            AddExclusive(errors, "roles");
        }
    }

    private static void AddExclusive(FormErrors errors, string type) => errors.Add(
        "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", $"parse:[\"{type}\"] and {type}: [ids...] are mutually exclusive.");

    /// <remarks>https://discord.com/developers/docs/resources/message#embed-object-embed-limits</remarks>
    private static void CheckEmbeds(JsonElement? embeds, FormErrors errors)
    {
        int index = 0;
        int length = 0;
        foreach (var embed in embeds?.EnumerateArray() ?? default)
        {
            length += LengthOf(embed, "title") + LengthOf(embed, "description")
                + LengthOf(embed.Field("footer"), "text") + LengthOf(embed.Field("author"), "name")
                + embed.Elements("fields").Sum(field => LengthOf(field, "name") + LengthOf(field, "value"));
            if (!Array.Exists(EmbedParts, part => embed.Field(part).ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null)))
            {
                errors[index.ToString(CultureInfo.InvariantCulture)]["description"].AddRequired();
            }

            index++;
        }

        if (length > LongestEmbeds)
        {
            errors.Add("MAX_EMBED_SIZE_EXCEEDED", $"Embed size exceeds maximum size of {LongestEmbeds}");
        }
    }

    private static int LengthOf(JsonElement value, string name) => value.Text(name)?.Length ?? 0;

    /// <summary>A message of components only has no content, embeds, stickers and poll; any other has only rows of components.</summary>
    /// <remarks>https://discord.com/developers/docs/components/using-message-components</remarks>
    private static void CheckComponents(MessageBody sent, SimulatedMessage? edited, FormErrors errors)
    {
        if ((((sent.Flags ?? MessageFlags.None) | (edited?.Flags ?? MessageFlags.None)) & MessageFlags.IsComponentsV2) != 0)
        {
            foreach ((string name, bool isUsed) in new[]
            {
                ("content", (sent.Content ?? edited?.Content) is { Length: > 0 }),
                ("embeds", HasEmbeds(sent, edited)),
                ("sticker_ids", (sent.Stickers ?? edited?.Stickers) is { Count: > 0 }),
                ("poll", sent.Poll.ValueKind == JsonValueKind.Object || edited?.Poll is not null),
            })
            {
                if (isUsed)
                {
                    errors[name].Add(
                        "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
                        $"The '{name}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2");
                }
            }
        }
        else
        {
            int index = 0;
            foreach (var component in sent.Components?.EnumerateArray() ?? default)
            {
                if (component.Integer("type") != ActionRow)
                {
                    errors["components"][index.ToString(CultureInfo.InvariantCulture)]["type"]
                        .Add("UNION_TYPE_CHOICES", "Value of field \"type\" must be one of (1,).");
                }

                index++;
            }
        }

        if (sent.Components is { } components)
        {
            CheckReferences(components, [.. sent.Uploads.NamesAfter(edited)], [], errors["components"]);
        }
    }

    /// <summary>Each <c>custom_id</c> is used once, and each <c>attachment://</c> refers to an attachment of the message.</summary>
    private static void CheckReferences(JsonElement value, HashSet<string> files, HashSet<string> customIds, FormErrors errors)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            int index = 0;
            foreach (var element in value.EnumerateArray())
            {
                CheckReferences(element, files, customIds, errors[index.ToString(CultureInfo.InvariantCulture)]);
                index++;
            }
        }
        else if (value.ValueKind == JsonValueKind.Object)
        {
            if (value.Text("custom_id") is { } id && !customIds.Add(id))
            {
                errors["custom_id"].Add("COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated");
            }

            if (AttachmentNaming.NameIn(value.Text("url")) is { } name && !files.Contains(name))
            {
                errors["url"].Add(
                    "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND", $"The referenced attachment '{name}' was not found");
            }

            foreach (var property in value.EnumerateObject())
            {
                CheckReferences(property.Value, files, customIds, errors[property.Name]);
            }
        }
    }

    private static bool HasEmbeds(MessageBody sent, SimulatedMessage? edited) =>
        sent.Embeds is { } embeds ? embeds.GetArrayLength() > 0 : HasElements(edited?.Embeds);

    private static bool IsEmpty(MessageBody sent, SimulatedMessage? edited) =>
        !((sent.Content ?? edited?.Content) is { Length: > 0 }
            || HasEmbeds(sent, edited)
            || (sent.Components is { } components ? components.GetArrayLength() > 0 : HasElements(edited?.Components))
            || (sent.Stickers ?? edited?.Stickers) is { Count: > 0 }
            || sent.Poll.ValueKind == JsonValueKind.Object
            || edited is { Poll: not null } or { Snapshot: not null }
            || sent.IsForward
            || sent.Uploads.NamesAfter(edited).Any());

    private static bool HasElements(byte[]? array) => array is not null && new JsonSlice(array).GetEnumerator().MoveNext();
}

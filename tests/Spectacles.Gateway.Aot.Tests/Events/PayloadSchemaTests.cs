using System.Text.Json.Nodes;

namespace Spectacles.Gateway.Tests.Events;

/// <summary>
/// The payloads come from the documentation and from what is sent, the schema from a package: where they differ, one of them is wrong.
/// </summary>
public sealed class PayloadSchemaTests
{
    /// <summary>What the schema has and the gateway does not send.</summary>
    private static readonly string[] OfTheRestApiOnly =
    [
        "Integration.user", // The documentation: an integration in an event comes without its user.
        "Sticker.pack_id", // Of Discord's own stickers, which are in no guild.
        "Sticker.sort_value",
        "User.email", // Of a user who has let an application see it.
        "PartialUser.email",
    ];

    /// <summary>The parts of a modal, which a bot sends. The gateway sends their values only: <see cref="ModalComponentTests"/>.</summary>
    private static readonly string[] OnlySentByBots =
    [
        "CheckboxComponent", "CheckboxGroupComponent", "CheckboxGroupOption", "FileUploadComponent", "LabelComponent",
        "RadioGroupComponent",
        "RadioGroupOption", "TextInputComponent",
    ];

    public static TheoryData<string> Payloads => new(Payload.Names);

    [Theory]
    [MemberData(nameof(Payloads))]
    public void Payload_fields_outside_the_schema_are_listed(string name) =>
        Assert.Empty(ObjectsOf(name).SelectMany(found => found.Unknown
            .Where(unknown => UndocumentedFields.EntryOf(found.Type, unknown) is null)
            .Select(unknown => $"{found.Path}.{unknown} ({found.Type})")));

    [Theory]
    [MemberData(nameof(Payloads))]
    public void Required_schema_fields_are_present_and_not_null_in_payloads(string name) =>
        Assert.Empty(ObjectsOf(name).SelectMany(found => SchemaFields.Of(found.Type).Values
            .Where(field => found.Json.TryGetPropertyValue(field.Name, out var value)
                ? value is null && !field.IsNullable && field.Type is not ("marker" or "json")
                : !field.IsOptional)
            .Select(field => $"{found.Path}.{field.Name} ({field.Owner})")));

    [Fact]
    public void Every_event_of_the_schema_has_a_sample_payload() =>
        Assert.Equal(SchemaFields.Events.Order(StringComparer.Ordinal), Payload.Names.Select(name => name.Split('.')[0]).Distinct());

    [Fact]
    public void Every_field_of_the_schema_is_in_a_sample_payload()
    {
        var sent = Payload.Names.SelectMany(ObjectsOf)
            .SelectMany(found => found.Known.Where(field => field.Type == "marker" || found.Json[field.Name] is not null))
            .ToHashSet();
        var missing = SchemaFields.Types.Except(OnlySentByBots).SelectMany(
            type => SchemaFields.Of(type).Values.Where(field => field.Owner == type && !sent.Contains(field)));
        Assert.Equal(OfTheRestApiOnly.Order(), missing.Select(field => $"{field.Owner}.{field.Name}").Order());
    }

    [Fact]
    public void Every_type_of_the_schema_is_in_a_sample_payload()
    {
        var sent = Payload.Names.SelectMany(ObjectsOf).SelectMany(found => SchemaFields.Lineage(found.Type)).ToHashSet();
        Assert.Equal(OnlySentByBots, SchemaFields.Types.Except(sent).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_listed_undocumented_field_is_in_a_payload_and_not_in_the_schema()
    {
        var sent = Payload.Names
            .SelectMany(ObjectsOf)
            .SelectMany(found => found.Unknown.Select(unknown => UndocumentedFields.EntryOf(found.Type, unknown)))
            .ToHashSet();
        Assert.DoesNotContain(UndocumentedFields.All.Keys, entry => !sent.Contains(entry));
    }

    private static IReadOnlyList<PayloadObject> ObjectsOf(string name) => PayloadObject.In(name, JsonNode.Parse(Payload.Read(name))!);
}

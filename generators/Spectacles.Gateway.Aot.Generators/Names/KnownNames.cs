namespace Spectacles.Gateway.Generators;

/// <summary>The library's names that emitted code and its readers rely on: a generator has no reference to the library.</summary>
internal static class KnownNames
{
    public const string Library = "Spectacles.Gateway.Aot";
    public const string ContractAttribute = "Spectacles.Gateway.CompilerServices.EmittedContract";
    public const string ContractAttributeType = $"{ContractAttribute}Attribute";
    public const string Attribute = "Spectacles.Gateway.GatewayEventAttribute";
    public const string EventModelAttribute = "Spectacles.Gateway.CompilerServices.GatewayEventModelAttribute";
    public const string ViewInterface = "IGatewayView`1";
    public const string ViewInterfaceNamespace = "Spectacles.Gateway.Events";

    /// <summary>The name of every view: it is nested in its model.</summary>
    public const string View = "View";

    public const string HostBuilder = "Spectacles.Gateway.Hosting.GatewayBotBuilder";
    public const string ScopedHandler = "Spectacles.Gateway.Hosting.ScopedHandlerAttribute";
    public const string ChosenConstructor = "Microsoft.Extensions.DependencyInjection.ActivatorUtilitiesConstructorAttribute";
    public const string SetsRequiredMembers = "System.Diagnostics.CodeAnalysis.SetsRequiredMembersAttribute";
    public const string FromKeyedServices = "Microsoft.Extensions.DependencyInjection.FromKeyedServicesAttribute";
    public const string Dispatch = "Spectacles.Gateway.Dispatch";
    public const string Shard = "Spectacles.Gateway.Shard";
    public const string Intents = "Spectacles.Gateway.GatewayIntents";
    public const string PrivilegedIntents = "Privileged";
    public const string CancellationToken = "System.Threading.CancellationToken";
    public const string Task = "System.Threading.Tasks.Task";
    public const string ValueTask = "System.Threading.Tasks.ValueTask";

    /// <summary>The method of the class of event names, like which no event may be called.</summary>
    public const string DeliveredBy = "DeliveredBy";

    /// <summary>The namespace of the library's own models.</summary>
    public const string Events = "Spectacles.Gateway.Events";

    /// <summary>
    /// The names that emitted models use unqualified, or have as members of their JSON context, so that no schema may define them; the
    /// types of scalars are reserved too.
    /// </summary>
    public static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        "ScalarKind", "Optional", "ImmutableArray", "ReadOnlyDictionary", "JsonConverter", "GatewayModelConverter",
        "GatewayEventModel", "GatewayIntents", "IGatewayModel", "IGatewayEvent", "Utf8JsonReader", "Utf8JsonWriter", "ReadOnlySpan",
        "SetsRequiredMembers",
        "EditorBrowsable", "EditorBrowsableState", "GatewayJsonContext", "GatewayEvents", "ModelReading", "Flags",
        "IGatewayView", "ObjectCursor", "PayloadText", "ViewValue", "TextView", "ListView", "MapView", "MapEntry", "InlineArray", "Text",
        "List", "Map", View,
        "Default", "Options", "GetTypeInfo", "GeneratedSerializerOptions",
    };

    /// <summary>The members that every emitted class or view has.</summary>
    public static readonly HashSet<string> ReservedMembers = new(StringComparer.Ordinal)
    {
        "Equals", "GetHashCode", "GetType", "ToString", "Finalize", "MemberwiseClone", "ReferenceEquals", "WriteFields", "WriteTo",
        "IsPresent", "HasValue", "ToModel", "FindField", "IndexOfField", "FieldPositions", View,
    };

    /// <summary>The members that a union has beside its fields.</summary>
    public static readonly HashSet<string> ReservedUnionMembers = new(StringComparer.Ordinal)
    {
        "Json",
        "ReadMember",
        "TryGet",
        "TryGetMember",
    };

    /// <summary>The members that every emitted enum of strings has: a record struct's own among them.</summary>
    public static readonly HashSet<string> TextEnumMembers = new(StringComparer.Ordinal)
    {
        "Value", "Equals", "GetHashCode", "GetType", "ToString", "PrintMembers", "Finalize", "MemberwiseClone", "ReferenceEquals",
    };

    /// <summary>
    /// The intents by their names in Discord's documentation. https://discord.com/developers/docs/events/gateway#list-of-intents
    /// </summary>
    public static readonly HashSet<string> IntentNames = new(StringComparer.Ordinal)
    {
        "GUILDS", "GUILD_MEMBERS", "GUILD_MODERATION", "GUILD_EXPRESSIONS", "GUILD_INTEGRATIONS", "GUILD_WEBHOOKS", "GUILD_INVITES",
        "GUILD_VOICE_STATES", "GUILD_PRESENCES", "GUILD_MESSAGES", "GUILD_MESSAGE_REACTIONS", "GUILD_MESSAGE_TYPING", "DIRECT_MESSAGES",
        "DIRECT_MESSAGE_REACTIONS", "DIRECT_MESSAGE_TYPING", "MESSAGE_CONTENT", "GUILD_SCHEDULED_EVENTS", "AUTO_MODERATION_CONFIGURATION",
        "AUTO_MODERATION_EXECUTION", "GUILD_MESSAGE_POLLS", "DIRECT_MESSAGE_POLLS",
    };
}

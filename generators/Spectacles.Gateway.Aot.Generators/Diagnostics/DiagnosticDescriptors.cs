using Microsoft.CodeAnalysis;

namespace Spectacles.Gateway.Generators;

/// <summary>What the generators report: handlers from SPG001, schemas from SPG101, interactions from SPG301.</summary>
/// <remarks>Each has a page in docs/diagnostics.</remarks>
internal static class DiagnosticDescriptors
{
    public static readonly DiagnosticDescriptor HandlerNotPartial = Handler(
        id: "SPG001",
        title: "A handler class must be partial",
        message: "'{0}' must be partial, because the generator adds the dispatch code to it");

    public static readonly DiagnosticDescriptor UnknownEvent = Handler(
        id: "SPG002",
        title: "The gateway event is not known",
        message: "There is no gateway event '{0}'{1} To receive an event that has no model, take 'in Dispatch' and set Intents (None if it "
            + "always arrives).");

    public static readonly DiagnosticDescriptor NoHandlerMethod = Handler(
        id: "SPG003",
        title: "The handler class has no handler method",
        message: "'{0}' has no method named Handle or HandleAsync");

    public static readonly DiagnosticDescriptor AmbiguousHandlerMethod = Handler(
        id: "SPG004",
        title: "The handler class has several handler methods",
        message: "'{0}' has several methods named Handle or HandleAsync: put [GatewayEvent] on the methods instead of the class");

    public static readonly DiagnosticDescriptor UnsupportedParameter = Handler(
        id: "SPG005",
        title: "The handler method has a signature that is not supported",
        message: "'{0}' cannot be called: {1}. A handler takes the event's model, its view or 'in Dispatch', a Shard and a "
            + "CancellationToken, each once at most");

    public static readonly DiagnosticDescriptor UnsupportedReturnType = Handler(
        id: "SPG006",
        title: "The handler method has a return type that is not supported",
        message: "'{0}' returns {1}: a handler returns void without being async, Task or ValueTask");

    public static readonly DiagnosticDescriptor ModelOfAnotherEvent = Handler(
        id: "SPG007",
        title: "The handler method takes the model of another event",
        message: "'{0}' handles {1}, but '{2}' is the {3} of {4}");

    public static readonly DiagnosticDescriptor PrivilegedIntent = Handler(
        id: "SPG008",
        title: "The handler needs a privileged intent",
        message: "{0} arrives only with the privileged intent {1}: enable it in Discord's developer portal, and name it in "
            + "[GatewayEvent(..., Intents = GatewayIntents.{1})] to show that this is intended",
        severity: DiagnosticSeverity.Info);

    public static readonly DiagnosticDescriptor CannotBeHandler = Handler(
        id: "SPG009",
        title: "The class cannot be a handler",
        message: "'{0}' cannot be a handler: {1}");

    public static readonly DiagnosticDescriptor EventTwice = Handler(
        id: "SPG010",
        title: "The handler method has the same event twice",
        message: "'{0}' handles {1} already: it would be called twice for each event");

    public static readonly DiagnosticDescriptor AmbiguousType = Handler(
        id: "SPG011",
        title: "The handler method takes a type that several schemas have",
        message: "'{0}' cannot take '{1}', which several schemas of the project have for {2}: write its namespace before it, or give it "
            + "another name in one of them");

    public static readonly DiagnosticDescriptor UnknownContract = Create(
        id: "SPG012",
        title: "A referenced assembly was generated for another version of the library",
        message: "The assembly '{0}' contains generated code of contract {1}, but this version of Spectacles.Gateway.Aot works with "
            + "contract {2}. Rebuild '{0}' with this version of Spectacles.Gateway.Aot, or use the version with which it was built.",
        category: "Spectacles.References",
        severity: DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor MessageContent = Handler(
        id: "SPG013",
        title: "The handler reads a field that arrives empty without MESSAGE_CONTENT",
        message: "'{0}' is empty in most messages of guilds without the privileged intent MESSAGE_CONTENT, which nothing requests: enable "
            + "it in Discord's developer portal, and name it in [GatewayEvent(..., Intents = GatewayIntents.MessageContent)]",
        severity: DiagnosticSeverity.Warning);

    public static readonly DiagnosticDescriptor UnusedHandler = Handler(
        id: "SPG014",
        title: "The handler class is not used",
        message: "'{0}' is a handler that nothing creates or mentions: its methods are called only after an instance was added to a "
            + "cluster",
        severity: DiagnosticSeverity.Info);

    public static readonly DiagnosticDescriptor BlockingCall = Handler(
        id: "SPG015",
        title: "The handler blocks the thread of its shard",
        message: "'{0}' blocks the thread on which the shard reads, and no other event is handled in the meantime: await the asynchronous "
            + "method instead",
        severity: DiagnosticSeverity.Warning);

    public static readonly DiagnosticDescriptor SeveralConstructors = Handler(
        id: "SPG016",
        title: "The handler class has several public constructors",
        message: "'{0}' has {1} public constructors, so the method that adds the handlers of this assembly leaves it out: keep one public "
            + "constructor, or put [ActivatorUtilitiesConstructor] on one",
        severity: DiagnosticSeverity.Warning);

    public static readonly DiagnosticDescriptor OldLanguage = Create(
        id: "SPG017",
        title: "The project uses a version of C# that is too old for generated code",
        message: "Generated code needs C# {0} or later, but the project is compiled as C# {1}. Remove LangVersion from the project, or set "
            + "it to {0}.",
        category: "Spectacles.Project",
        severity: DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor LeftOut = Handler(
        id: "SPG018",
        title: "The class is not added to a host",
        message: "The method that adds the classes of this assembly to a host leaves '{0}' out: {1}",
        severity: DiagnosticSeverity.Warning);

    public static readonly DiagnosticDescriptor SchemaSyntax = Schema(
        id: "SPG101",
        title: "The event schema is not JSON",
        message: "{0}");

    public static readonly DiagnosticDescriptor SchemaUnknownProperty = Schema(
        id: "SPG102",
        title: "The event schema has an unknown property",
        message: "Unknown property '{0}'; expected: {1}");

    public static readonly DiagnosticDescriptor SchemaWrongValue = Schema(
        id: "SPG103",
        title: "The event schema has a value of the wrong kind",
        message: "'{0}' must be {1}");

    public static readonly DiagnosticDescriptor SchemaUnknownType = Schema(
        id: "SPG104",
        title: "The event schema names a type that it does not define",
        message: "The type '{0}' is not defined{1}");

    public static readonly DiagnosticDescriptor SchemaDuplicate = Schema(
        id: "SPG105",
        title: "The event schema defines something twice",
        message: "'{0}' is already {1}");

    public static readonly DiagnosticDescriptor SchemaUnknownIntent = Schema(
        id: "SPG106",
        title: "The event schema names an intent that does not exist",
        message: "There is no intent '{0}'{1}");

    public static readonly DiagnosticDescriptor SchemaBadExtends = Schema(
        id: "SPG107",
        title: "The event schema extends a type that cannot be extended",
        message: "'{0}' cannot extend '{1}': {2}");

    public static readonly DiagnosticDescriptor SchemaBadName = Schema(
        id: "SPG108",
        title: "The event schema has a name that is not valid in C#",
        message: "'{0}' cannot be a name: {1}");

    public static readonly DiagnosticDescriptor SchemaEndless = Schema(
        id: "SPG109",
        title: "The event schema has a type that contains itself",
        message: "'{0}' always contains '{1}', which always contains it: one of the fields must be optional or nullable");

    public static readonly DiagnosticDescriptor SchemaBadUnion = Schema(
        id: "SPG110",
        title: "The event schema has a union or a union member that is not valid",
        message: "'{0}' cannot be a union or a member of one: {1}");

    public static readonly DiagnosticDescriptor SchemaRoutesWithoutClient = Schema(
        id: "SPG111",
        title: "The schema has routes, but the project has no REST client",
        message: "Routes are methods of '{0}', which this project does not define in the namespace of the schema");

    public static readonly DiagnosticDescriptor SchemaNoParameter = Schema(
        id: "SPG112",
        title: "The schema names a parameter that the path of a route does not have",
        message: "The path '{0}' has no parameter '{1}'");

    public static readonly DiagnosticDescriptor InteractionShape = Interaction(
        id: "SPG301",
        title: "The interaction method has a signature that is not supported",
        message: "'{0}' cannot be called: {1}");

    public static readonly DiagnosticDescriptor InteractionName = Interaction(
        id: "SPG302",
        title: "The name is not valid in Discord",
        message: "'{0}' cannot be the name of {1}: {2}");

    public static readonly DiagnosticDescriptor TextLength = Interaction(
        id: "SPG303",
        title: "The text is shorter or longer than Discord accepts",
        message: "{0} has {1} characters, and Discord accepts {2}");

    public static readonly DiagnosticDescriptor InteractionTwice = Interaction(
        id: "SPG304",
        title: "The name is used twice",
        message: "'{0}' is already the name of {1}");

    public static readonly DiagnosticDescriptor TooMany = Interaction(
        id: "SPG305",
        title: "There are more commands, options or choices than Discord accepts",
        message: "{0} {1}, and Discord accepts {2}");

    public static readonly DiagnosticDescriptor RequiredAfterOptional = Interaction(
        id: "SPG306",
        title: "A required option follows one that can be left out",
        message: "The option '{0}' is required and must precede '{1}', which can be left out: change the order of the parameters");

    public static readonly DiagnosticDescriptor OptionMisfit = Interaction(
        id: "SPG307",
        title: "A property of the option does not fit its type",
        message: "The option '{0}' is not valid: {1}");

    public static readonly DiagnosticDescriptor CommandStructure = Interaction(
        id: "SPG308",
        title: "The subcommands do not form a command",
        message: "'{0}' is not valid: {1}");

    public static readonly DiagnosticDescriptor NoAutocompletion = Interaction(
        id: "SPG309",
        title: "The method for autocompletion is not found",
        message: "'{0}' has {1} named '{2}', and autocompletion needs exactly one");

    public static readonly DiagnosticDescriptor BadTemplate = Interaction(
        id: "SPG310",
        title: "The template of the custom id is not valid",
        message: "The custom id '{0}' is not valid: {1}");

    public static readonly DiagnosticDescriptor AmbiguousTemplate = Interaction(
        id: "SPG311",
        title: "Two templates match the same custom id",
        message: "'{0}' and '{1}' of '{2}' can match the same custom id, and neither has more characters outside of its braces: give "
            + "one of them another beginning");

    public static readonly DiagnosticDescriptor DeferForbidden = Interaction(
        id: "SPG312",
        title: "The answer cannot be deferred",
        message: "'{0}' cannot have [AutoDefer]: {1}");

    public static readonly DiagnosticDescriptor SettingNotOfCommand = Interaction(
        id: "SPG313",
        title: "The setting belongs to a command",
        message: "'{0}' cannot have [DefaultMemberPermissions], [Contexts], [IntegrationTypes] or [Nsfw]: {1}");

    public static readonly DiagnosticDescriptor TextsSyntax = Interaction(
        id: "SPG314",
        title: "The file with texts is not valid",
        message: "{0}");

    public static readonly DiagnosticDescriptor UnknownLocale = Interaction(
        id: "SPG315",
        title: "The file with texts is named after an unknown locale",
        message: "There is no locale '{0}'{1}");

    public static readonly DiagnosticDescriptor UnknownText = Interaction(
        id: "SPG316",
        title: "The file with texts names something that does not exist",
        message: "There is no {0} '{1}'{2}");

    public static readonly DiagnosticDescriptor BadCooldown = Interaction(
        id: "SPG317",
        title: "The cooldown is not valid",
        message: "The cooldown of '{0}' is not valid: {1}");

    public static readonly DiagnosticDescriptor NotUnicode = Interaction(
        id: "SPG318",
        title: "The text is not valid Unicode",
        message: "{0} is not valid: {1}");

    /// <summary>All of them, in the order of their ids.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> All { get; } =
    [
        HandlerNotPartial, UnknownEvent, NoHandlerMethod, AmbiguousHandlerMethod, UnsupportedParameter, UnsupportedReturnType,
        ModelOfAnotherEvent, PrivilegedIntent, CannotBeHandler, EventTwice, AmbiguousType, UnknownContract, MessageContent, UnusedHandler,
        BlockingCall, SeveralConstructors, OldLanguage, LeftOut, SchemaSyntax, SchemaUnknownProperty, SchemaWrongValue, SchemaUnknownType,
        SchemaDuplicate, SchemaUnknownIntent, SchemaBadExtends, SchemaBadName, SchemaEndless, SchemaBadUnion,
        SchemaRoutesWithoutClient, SchemaNoParameter,
        InteractionShape, InteractionName, TextLength, InteractionTwice, TooMany, RequiredAfterOptional, OptionMisfit, CommandStructure,
        NoAutocompletion, BadTemplate, AmbiguousTemplate, DeferForbidden, SettingNotOfCommand, TextsSyntax, UnknownLocale, UnknownText,
        BadCooldown, NotUnicode,
    ];

    public static DiagnosticDescriptor ById(string id) => All.First(descriptor => descriptor.Id == id);

    private static DiagnosticDescriptor Handler(
        string id, string title, string message, DiagnosticSeverity severity = DiagnosticSeverity.Error) =>
        Create(id, title, message, "Spectacles.Handlers", severity);

    private static DiagnosticDescriptor Interaction(string id, string title, string message) =>
        Create(id, title, message, "Spectacles.Interactions", DiagnosticSeverity.Error);

    private static DiagnosticDescriptor Schema(string id, string title, string message) =>
        Create(id, title, message, "Spectacles.Schema", DiagnosticSeverity.Error);

    private static DiagnosticDescriptor Create(
        string id, string title, string message, string category, DiagnosticSeverity severity) => new(
        id, title, message, category, severity, isEnabledByDefault: true,
        helpLinkUri: BuildProperties.ProjectUrl is { Length: > 0 } url ? $"{url}/blob/main/docs/diagnostics/{id}.md" : null);
}

using Microsoft.CodeAnalysis;

namespace Spectacles.Gateway.Generators;

/// <summary>The class that the routes of a schema are methods of. It is partial, so the project itself has to define it.</summary>
internal static class RestClient
{
    public const string Namespace = "Spectacles.Gateway.Rest";
    public const string Name = "BotRest";

    /// <summary>The interface of the bodies that its methods take.</summary>
    public const string Body = "IRestBody";

    /// <summary>What its methods throw when Discord refuses a request.</summary>
    public const string Exception = "DiscordApiException";

    /// <summary>What they throw when a request was not sent.</summary>
    public const string NotSentException = "RestNotSentException";

    /// <summary>What those with files throw when one can't be read.</summary>
    public const string FileException = "RestFileException";

    /// <summary>The method of a route, in XML documentation.</summary>
    // No cref: a route with files has two overloads.
    public static string Reference(string route) => $"<c>{Name}.{route}Async</c>";

    public static IncrementalValueProvider<bool> IsDefined(IncrementalGeneratorInitializationContext context) =>
        context.CompilationProvider.Select(
            (compilation, _) => compilation.Assembly.GetTypeByMetadataName($"{Namespace}.{Name}") is not null);
}

using Microsoft.AspNetCore.Connections;

namespace Spectacles.Gateway.Testing;

/// <summary>Gives each connection that Kestrel accepts its <see cref="Link"/>, which requests find among their features.</summary>
internal static class LinkMiddleware
{
    public static ConnectionDelegate Wrap(ConnectionDelegate next) => connection =>
    {
        connection.Features.Set(new Link(connection));
        return next(connection);
    };
}

using Microsoft.AspNetCore.Connections;

namespace Spectacles.Gateway.Testing;

/// <summary>Adds a <see cref="Link"/> to the features of each connection that Kestrel accepts.</summary>
internal static class LinkMiddleware
{
    public static ConnectionDelegate Wrap(ConnectionDelegate next) => connection =>
    {
        connection.Features.Set(new Link(connection));
        return next(connection);
    };
}

using Sagaz.Operations.Postgres;

namespace Sagaz.Operations.Tests.Pipeline;

public sealed class ConnectionUrlTests
{
    private static readonly PostgresEndpoint Pool = new()
    {
        Name = "pgbouncer-rw",
        Host = "127.0.0.1",
        Port = 6432,
        Database = "sagaz",
        Username = "sagaz_app",
        Password = "unused",
        RootCertificate = "/srv/my cluster/ca.crt",
    };

    [Fact]
    public void Verifies_the_server_where_there_is_an_authority()
    {
        Assert.Equal(
            "postgresql://sagaz_app:secret@127.0.0.1:6432/sagaz?sslmode=verify-full&sslrootcert=/srv/my%20cluster/ca.crt",
            ConnectionUrl.Of(Pool, "secret"));
    }

    [Fact]
    public void Says_nothing_of_TLS_where_there_is_none()
    {
        Assert.Equal("postgresql://sagaz_app:secret@127.0.0.1:6432/sagaz", ConnectionUrl.Of(Pool with { RootCertificate = null }, "secret"));
    }

    [Theory]
    [InlineData("***", "***")]
    [InlineData("p@ss:w/rd?#%", "p%40ss%3Aw%2Frd%3F%23%25")]
    [InlineData("a*b", "a%2Ab")]
    public void Escapes_every_password_but_the_mask(string password, string written)
    {
        Assert.Contains($"sagaz_app:{written}@", ConnectionUrl.Of(Pool, password), StringComparison.Ordinal);
    }

    [Fact]
    public void Escapes_the_user_name()
    {
        Assert.StartsWith("postgresql://a%40b:", ConnectionUrl.Of(Pool with { Username = "a@b" }, "x"), StringComparison.Ordinal);
    }
}

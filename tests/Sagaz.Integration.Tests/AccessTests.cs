using Npgsql;
using Sagaz.Integration.Tests.Clusters;
using Sagaz.Integration.Tests.Running;
using Sagaz.Operations.Secrets;

namespace Sagaz.Integration.Tests;

/// <summary>Nothing answers without TLS, and nothing without the right password.</summary>
[Collection(SharedClusterGroup.Name)]
public class AccessTests(SharedCluster shared)
{
    [ClusterTheory]
    [InlineData(15432)]
    [InlineData(15433)]
    [InlineData(5432)]
    [InlineData(5433)]
    [InlineData(6432)]
    [InlineData(6433)]
    public async Task A_connection_without_tls_is_refused(int standardPort)
    {
        var endpoint = shared.Cluster.At(standardPort, Account.Superuser);

        Assert.Equal(1, await TestCluster.AskAsync(endpoint, "SELECT 1"));
        var refusal = await Assert.ThrowsAsync<PostgresException>(() => TestCluster.AskAsync(endpoint with { RootCertificate = null }, "SELECT 1"));
        Assert.True(refusal.SqlState is PostgresErrorCodes.InvalidAuthorizationSpecification or PostgresErrorCodes.ProtocolViolation, refusal.Message);
    }

    [ClusterTheory]
    [InlineData(15432, Account.Superuser)]
    [InlineData(5432, Account.Application)]
    [InlineData(6432, Account.Application)]
    [InlineData(6433, Account.ReadOnly)]
    public async Task A_wrong_password_is_refused(int standardPort, string account)
    {
        var endpoint = shared.Cluster.At(standardPort, account);

        Assert.Equal(1, await TestCluster.AskAsync(endpoint, "SELECT 1"));
        var refusal = await Assert.ThrowsAsync<PostgresException>(
            () => TestCluster.AskAsync(endpoint with { Password = endpoint.Password + "x" }, "SELECT 1"));
        Assert.True(refusal.SqlState is PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.ProtocolViolation, refusal.Message);
    }

    [ClusterTheory]
    [InlineData("postgres")]
    [InlineData("")]
    public async Task The_quick_references_default_password_is_refused(string password)
    {
        var endpoint = shared.Cluster.At(5432, Account.Superuser);

        await Assert.ThrowsAnyAsync<NpgsqlException>(() => TestCluster.AskAsync(endpoint with { Password = password }, "SELECT 1"));
    }

    [ClusterFact]
    public async Task A_certificate_of_another_authority_is_not_trusted()
    {
        var endpoint = shared.Cluster.At(5432, Account.Superuser);
        var foreign = shared.Cluster.Certificate("client").Certificate;

        await Assert.ThrowsAnyAsync<NpgsqlException>(() => TestCluster.AskAsync(endpoint with { RootCertificate = foreign }, "SELECT 1"));
    }

    [ClusterFact]
    public async Task The_pools_do_not_let_the_look_up_of_passwords_through_to_the_application()
    {
        var application = shared.Cluster.At(6432, Account.Application);

        var refusal = await Assert.ThrowsAsync<PostgresException>(
            () => TestCluster.AskAsync(application, "SELECT password FROM pgbouncer.get_auth('postgres')"));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
    }
}

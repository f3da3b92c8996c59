using Sagaz.Core.Backups;

namespace Sagaz.Core.Tests.Backups;

/// <summary>What pgBackRest 2.45 printed, with a second backup added.</summary>
internal static class BackupText
{
    public const string Info =
        """
        [{"archive":[{"database":{"id":1,"repo-key":1},"id":"15-1","max":"000000010000000000000005","min":"000000010000000000000001"}],
        "backup":[{"archive":{"start":"000000010000000000000002","stop":"000000010000000000000003"},"backrest":{"format":5,"version":"2.45"},
        "database":{"id":1,"repo-key":1},"error":false,"info":{"delta":22992374,"repository":{"delta":2840320,"size":2840320},"size":22992374},
        "label":"20261123-020550F","lsn":{"start":"0/2000028","stop":"0/3000050"},"prior":null,"reference":null,"timestamp":{"start":1795399550,"stop":1795399552},"type":"full"},
        {"archive":{"start":"000000010000000000000004","stop":"000000010000000000000004"},"backrest":{"format":5,"version":"2.45"},
        "database":{"id":1,"repo-key":1},"error":true,"info":{"delta":9000,"repository":{"delta":800,"size":2841000},"size":22992400},
        "label":"20261123-020550F_20261123-030000D","lsn":{"start":"0/4000028","stop":"0/4000100"},"prior":"20261123-020550F","reference":["20261123-020550F"],"timestamp":{"start":1795403000,"stop":1795403003},"type":"diff"}],
        "cipher":"aes-256-cbc","db":[{"id":1,"repo-key":1,"system-id":7711182336057803546,"version":"15"}],"name":"s",
        "repo":[{"cipher":"aes-256-cbc","key":1,"status":{"code":0,"message":"ok"}}],"status":{"code":0,"lock":{"backup":{"held":false}},"message":"ok"}}]
        """;

    public const string Empty =
        """[{"archive":[],"backup":[],"cipher":"aes-256-cbc","db":[],"name":"nope","repo":[],"status":{"code":1,"lock":{"backup":{"held":false}},"message":"missing stanza path"}}]""";

    public static BackupCatalog Catalog => BackupCatalog.Parse(Info);
}
